/** An invented village: households and people as they are, before anybody writes them down. */
import type { Relation } from '../face';
import type { Dice } from './dice';
import { inventId, inventPhone } from './invent';

export interface Villager {
  name: string;
  relation: Relation;
  relationWord: string;
  sex: 'female' | 'male';
  birthDate: string;
  id: string;
  phone: string;
  nation: string;
  isAway: boolean;
  awayPlace: string;
  trip?: { day: string; from: string; transport: string; number: string };
  temperatureTenths: number;
  hasChronic: boolean;
  isPartyMember: boolean;
}

export interface House {
  group: string;
  number: string;
  door: string;
  address: string;
  isPoor: boolean;
  people: Villager[];
}

const SURNAMES = '金朴崔李张王刘赵陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯'.split('');
const GIVEN = '哲英顺姬龙虎国华明丽秀兰凤春成日光玉善福海东俊美花德昌永万吉敏淑贞浩学文'.split('');
const COMPOUND = ['欧阳', '司马', '诸葛'];
const SURNAMES_KO = '김박최리장왕류조진양황주오서손호고림하'.split('');
const GIVEN_KO = '철영순희룡호국화명려수란봉춘성일광옥선복해동준미덕창용만길민숙정호학문'.split('');
const PLACES = {
  zh: ['武汉', '湖北黄冈', '韩国首尔', '长春', '北京市朝阳区', '大连', '青岛', '浙江省宁波市'],
  ko: ['무한', '한국 서울', '장춘', '북경', '대련', '청도'],
};
const TRANSPORT = { zh: ['火车', '飞机', '客车', '高铁'], ko: ['기차', '비행기', '뻐스'] };
const NUMBERS = ['K1567', 'Z62', 'CZ6074', 'G8031', 'D5012'];

type Kin = [Relation, 'female' | 'male' | undefined, string[]];
const KIN: Record<'zh' | 'ko', Kin[]> = {
  zh: [
    ['spouse', undefined, ['妻', '妻子', '配偶', '之妻', '户主之妻', '爱人']],
    ['child', 'male', ['子', '长子', '儿子', '之子', '户主长子', '次子']],
    ['child', 'female', ['女', '长女', '女儿', '之女', '次女']],
    ['parent', 'female', ['母亲', '母', '岳母', '婆婆']],
    ['parent', 'male', ['父亲', '父', '岳父']],
    ['grandchild', 'male', ['孙子', '外孙', '长孙']],
    ['grandchild', 'female', ['孙女', '外孙女']],
    ['sibling', 'male', ['弟', '兄', '弟弟']],
    ['other', 'male', ['侄子', '其他']],
    ['child', 'female', ['儿媳', '儿媳妇']],
  ],
  ko: [
    ['spouse', undefined, ['안해', '배우자', '처']],
    ['child', 'male', ['아들', '장자', '맏아들']],
    ['child', 'female', ['딸', '장녀', '맏딸']],
    ['parent', 'female', ['어머니', '모친', '시어머니']],
    ['grandchild', 'male', ['손자']],
    ['grandchild', 'female', ['손녀']],
    ['other', 'male', ['조카', '기타']],
  ],
};
const HEAD_WORDS = { zh: ['户主', '户主', '本人', '户主本人'], ko: ['세대주', '호주', '본인'] };

export type Language = 'zh' | 'ko';

/** A maker of villagers with papers nobody else has. */
function createMaker(dice: Dice, language: Language, headWord: string) {
  let order = 0;
  const names = new Set<string>();

  function inventName(): string {
    for (;;) {
      const isKorean = language === 'ko' ? dice.chance(0.9) : dice.chance(0.03);
      const [family, given] = isKorean ? [SURNAMES_KO, GIVEN_KO] : [SURNAMES, GIVEN];
      const surname = !isKorean && dice.chance(0.02) ? dice.pick(COMPOUND) : dice.pick(family);
      const name = surname + dice.pick(given) + (dice.chance(0.85) ? dice.pick(given) : '');
      if (names.has(name)) continue;
      names.add(name);
      return name;
    }
  }
  function day(from: number, to: number): string {
    const month = String(dice.int(1, 12)).padStart(2, '0');
    return `${dice.int(from, to)}-${month}-${String(dice.int(1, 28)).padStart(2, '0')}`;
  }
  return function villager(
    relation: Relation,
    relationWord: string,
    sex: 'female' | 'male',
  ): Villager {
    order++;
    const years: Partial<Record<Relation, [number, number]>> = {
      child: [1985, 2010],
      grandchild: [2008, 2019],
      parent: [1928, 1945],
    };
    const birthDate = day(...(years[relation] ?? [1948, 1975]));
    const number = ((order * 2) % 998) + (sex === 'male' ? 1 : 0);
    const isAway = dice.chance(0.3);
    const trip = !isAway && dice.chance(0.2);
    return {
      name: inventName(),
      relation,
      relationWord: relation === 'head' ? headWord : relationWord,
      sex,
      birthDate,
      id: inventId(birthDate, number),
      phone: inventPhone(dice.int(0, 9_999_999)),
      nation: dice.pick(language === 'ko' ? ['조선족', '한족'] : ['朝鲜族', '汉族', '汉', '满族']),
      isAway,
      awayPlace: dice.pick(PLACES[language]),
      temperatureTenths: dice.int(360, 371),
      hasChronic: dice.chance(0.1),
      isPartyMember: dice.chance(0.1),
      ...(trip && {
        trip: {
          day: dice.chance(0.3)
            ? `2019-12-${dice.int(10, 31)}`
            : `2020-01-${String(dice.int(1, 31)).padStart(2, '0')}`,
          from: dice.pick(PLACES[language]),
          transport: dice.pick(TRANSPORT[language]),
          number: dice.pick(NUMBERS),
        },
      }),
    };
  };
}

/** Households of a village in their groups. */
export function inventVillage(dice: Dice, language: Language, groups: string[]): House[] {
  const headWord = dice.pick(HEAD_WORDS[language]);
  const villager = createMaker(dice, language, headWord);
  const houses: House[] = [];
  for (const group of groups) {
    const count = dice.int(2, groups.length > 1 ? 6 : 12);
    for (let at = 0; at < count; at++) {
      const headSex = dice.chance(0.75) ? 'male' : 'female';
      const people = [villager('head', headWord, headSex)];
      const kin = dice.shuffle(KIN[language]).slice(0, dice.chance(0.25) ? 0 : dice.int(1, 4));
      kin.sort((a, b) => Number(b[0] === 'spouse') - Number(a[0] === 'spouse'));
      for (const [relation, sex, words] of kin) {
        const own = sex ?? (headSex === 'male' ? 'female' : 'male');
        people.push(villager(relation, dice.pick(words), own));
      }
      const number = houses.length + 1;
      houses.push({
        group,
        number: String(number),
        door: `${number + 100}`,
        address: language === 'ko' ? `동광촌 ${number}호` : `东光村${number}号`,
        isPoor: dice.chance(0.25),
        people,
      });
    }
  }
  return houses;
}
