/** Words for the relation to the householder, grouped as in GB/T 4761 and the ledger. */
import type { Relation } from '../face';

const WORDS: Record<Relation, string> = {
  head: '是 예 户主 本人 户主本人 本户户主 自己 세대주 호주 본인 세대주본인 호주본인 자신 head self',
  spouse:
    '配偶 妻 妻子 夫 丈夫 爱人 老伴 媳妇 夫妻 老婆 老公 妻之 안해 아내 처 남편 배우자 부인 집사람 spouse wife husband',
  child:
    '子 女 子女 儿子 女儿 儿 长子 次子 三子 四子 五子 二子 长女 次女 三女 四女 五女 二女 独生子 独生女 独子 独女 养子 养女 继子 继女 孩子 儿媳 儿媳妇 女婿 长媳 次媳 儿童 大儿子 二儿子 三儿子 小儿子 大女儿 二女儿 小女儿 养子或继子 养女或继女 其他儿子 其他女儿 아들 딸 자녀 장자 차자 장남 차남 삼남 장녀 차녀 삼녀 맏아들 둘째아들 셋째아들 맏딸 둘째딸 며느리 사위 자부 큰아들 작은아들 큰딸 작은딸 외아들 외동딸 child son daughter',
  parent:
    '父 母 父亲 母亲 父母 爸爸 妈妈 爸 妈 岳父 岳母 公公 婆婆 继父 继母 养父 养母 公爹 老丈人 丈母娘 父亲母亲 아버지 어머니 부친 모친 부모 시아버지 시어머니 장인 장모 가시아버지 가시어머니 부 모 parent father mother',
  sibling:
    '兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 哥 兄弟 姐妹 兄弟姐妹 胞兄 胞弟 胞姐 胞妹 嫂子 弟媳 弟妹 姐夫 妹夫 형 오빠 누나 언니 남동생 녀동생 여동생 동생 형제 자매 형제자매 형수 제수 매부 sibling brother sister',
  grandchild:
    '孙子 孙女 外孙 外孙女 外孙子 孙 长孙 次孙 长孙女 孙媳 孙媳妇 孙女婿 重孙 重孙子 重孙女 曾孙 曾孙子 曾孙女 孙子女 孙子或孙女 外孙子女 손자 손녀 외손자 외손녀 손자손녀 증손자 증손녀 손주 grandchild grandson granddaughter',
  grandparent:
    '祖父 祖母 爷爷 奶奶 外祖父 外祖母 姥姥 姥爷 外公 外婆 曾祖父 曾祖母 祖父母 할아버지 할머니 외할아버지 외할머니 조부 조모 외조부 외조모 조부모 grandparent grandfather grandmother',
  other:
    '其他 其它 亲戚 侄子 侄女 侄 外甥 外甥女 叔 叔叔 伯父 姑 姑姑 姨 舅舅 保姆 租户 非亲属 其他亲属 기타 조카 삼촌 고모 이모 외삼촌 사촌 친척 other',
};

/** Every word that names a relation. */
export const RELATION_WORDS: ReadonlyMap<string, Relation> = new Map(
  Object.entries(WORDS).flatMap(([relation, words]) =>
    words.split(' ').map((word) => [word, relation as Relation] as const),
  ),
);

/** 户主之妻, 세대주의 딸, 之长子, 02配偶, 子（在外）: the word within. */
function wordOf(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/\(.*?\)?$/, '')
    .replace(/[\s.、,:;-]/g, '')
    .replace(/^\d+(?=\D)/, '')
    .replace(/^(?:(?:户主|本人)(?:的|之)?(?=.)|之|其|(?:세대주|호주)의?(?=.))/, '')
    .toLowerCase();
}

/** The relation a cell states; a word nobody knows is `other`, and its text is kept beside it. */
export function relationOf(written: string): Relation {
  const whole = written
    .normalize('NFKC')
    .replace(/[\s()]/g, '')
    .toLowerCase();
  const known = RELATION_WORDS.get(whole) ?? RELATION_WORDS.get(wordOf(written));
  return known ?? (/^(户主|세대주|호주)$/.test(wordOf(written)) ? 'head' : 'other');
}
