/** Yes and no, and the words that stand for them; labels read out of a text. */
import type { Label, Person } from '../face';
import { saysNothing } from './blank';

export type Answer = boolean | 'unknown' | 'unreadable';

const YES =
  /^(?:是的?|有|√|✓|✔|☑|v|y|yes|true|1|对|属于|已|享受|在册|예|네|있음|있다|그렇다|○|〇|o|●|有√|是√)$/i;
const NO =
  /^(?:否|无|無|没有?|不是|非|未|×|✕|✗|✘|x|n|no|false|0|不|不属于|不享受|아니|아니오|아니요|없음|없다|-|—|\/|无此情况)$/i;
const UNKNOWN =
  /^(?:不详|不清楚|未知|不知道|不明|待核实|待查|拒绝|拒答|拒绝回答|[?？]+|모름|거부|미상)$/;

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s.。]/g, '')
    .replace(/\(.*\)?$/, '');

/** Yes, no, or that nobody knows. */
export function answerOf(text: string): Answer {
  const word = bare(text) || text.trim();
  if (YES.test(word)) return true;
  if (UNKNOWN.test(word)) return 'unknown';
  if (NO.test(word)) return false;
  if (/^是[,，、;；:：]/.test(word)) return true;
  if (/^否[,，、;；:：]/.test(word)) return false;
  return 'unreadable';
}

/** How a label shows in a text; before it, what denies it. */
const SIGNS: [Label, RegExp, RegExp][] = [
  ['poor', /建档立卡|贫困|脱贫|建卡|빈곤/, /非贫困|非建档|非建卡|一般户|一般农户|普通户|不是/],
  ['low-income', /低保|최저생활|저보/, /非低保|无低保|不是/],
  ['five-guarantees', /五保|特困|오보/, /非五保|非特困|不是/],
  ['disabled', /残|장애|잔질/, /无残|非残|不是/],
  ['party-member', /党员|당원/, /非党员|群众|团员|无党派|民主|군중|단원/],
  ['elderly-alone', /独居|空巢|孤寡|독거/, /非独居|非空巢/],
  ['chronic', /慢性?病|慢病|基础病|기초질|만성/, /无慢|无基础/],
  ['pregnant', /孕|임신/, /未孕|非孕|未怀孕/],
  ['child-left-behind', /留守儿童|류수아동/, /非留守/],
  ['tenant', /租|세입/, /非租|未租/],
];

/** Labels that any text about them affirms: a grade of disability, the name of an illness. */
const NAMED_BY_ANYTHING: ReadonlySet<Label> = new Set<Label>(['disabled', 'chronic']);

/** What a cell in a label's own column answers. */
export function labelAnswer(label: Label, text: string): Answer {
  const answer = answerOf(text);
  if (answer !== 'unreadable') return answer;
  const [, sign, denial] = SIGNS.find(([name]) => name === label)!;
  if (denial.test(text) || /^(健康|正常|良好|건강)/.test(text.trim())) return false;
  if (sign.test(text)) return true;
  return NAMED_BY_ANYTHING.has(label) ? true : 'unreadable';
}

/** The labels a text names. */
export function labelsIn(text: string): Label[] {
  return SIGNS.filter(([, sign, denial]) => sign.test(text) && !denial.test(text)).map(
    ([label]) => label,
  );
}

/** Whether somebody is away, in the words such columns hold. */
export function awayOf(text: string): Answer {
  const answer = answerOf(text);
  if (answer !== 'unreadable') return answer;
  if (/未外出|没外出|不外出|在家|在村|在本村|未出|已回|已返|집에|마을에/.test(text)) return false;
  if (/外|务工|打工|不在|上学|读书|求学|当兵|参军|经商|出国|韩国|외출|외지|로무|한국/.test(text))
    return true;
  return 'unreadable';
}

/** Registered here, living here, both, or from outside. The header says what 是 answers. */
export function residenceOf(text: string, header: string): Person['residence'] | 'unreadable' {
  if (saysNothing(text)) return undefined;
  const word = bare(text);
  if (/外来|流动|暂住|租住|寄住|외래/.test(word)) return 'outsider';
  if (/非户籍|非本村|외지호적/.test(word)) return /常住|상주/.test(word) ? 'resident' : 'outsider';
  if (/空挂|挂户|人户分离|户在人不在|人不在/.test(word)) return 'registered';
  const isRegistered = /户籍|户口|在籍|在册|호적/.test(word);
  const isResident = /(^|[^非不비])(常住|在住|상주)/.test(word);
  if (isRegistered && isResident) return 'both';
  if (/^(?:都是|均是|两者|全是|人户一致|双在|둘다|모두)/.test(word)) return 'both';
  if (isResident) return 'resident';
  if (isRegistered || /^非常住|^不常住|^비상주/.test(word)) return 'registered';
  return residenceAnswer(answerOf(text), header);
}

function residenceAnswer(answer: Answer, header: string): Person['residence'] | 'unreadable' {
  if (answer === 'unreadable') return 'unreadable';
  if (answer === 'unknown') return undefined;
  const asksLiving = /常住|居住|상주|거주/.test(header);
  if (answer) return asksLiving ? 'resident' : 'registered';
  return asksLiving ? undefined : 'outsider';
}

/** 男, 女, M, 남 …; undefined where it is neither. */
export function sexOf(text: string): 'female' | 'male' | undefined {
  const word = bare(text).toLowerCase();
  if (/^(?:男性?|m|male|남성?|남자|1)$/.test(word)) return 'male';
  if (/^(?:女性?|f|female|녀성?|녀자|여성?|여자|2)$/.test(word)) return 'female';
  return undefined;
}
