/**
 * Invented names: Han names in Chinese, Korean names in Chinese characters and in Hangul as written
 * in Yanbian (리, 류, 림). Each character of a Korean name stands before its reading.
 */
import type { Dice } from './dice';

export type Sex = 'female' | 'male';
export type People = 'han' | 'korean';

export interface FullName {
  name: string;
  nameKo?: string;
}

const HAN_SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
];
const HAN_GIVEN: Record<Sex, string[]> = {
  female:
    '桂兰 秀英 玉珍 凤琴 淑华 丽娟 春梅 雪芹 红霞 艳玲 晓燕 海霞 桂芝 玉芬 秀荣 金凤 彩云 亚男 思雨 佳怡 欣悦 文静'.split(
      ' ',
    ),
  male: '德福 国栋 建军 志强 永贵 长海 树林 春生 宝山 文斌 海涛 立新 玉田 广发 振华 铁柱 明亮 晓东 子豪 宇航 浩然 俊峰'.split(
    ' ',
  ),
};

const KOREAN_SURNAMES =
  '金김 李리 朴박 崔최 郑정 姜강 许허 全전 韩한 张장 黄황 尹윤 南남 方방 玄현 安안 申신 吴오 徐서 林림 柳류 千천 太태 池지 严엄'.split(
    ' ',
  );
const KOREAN_SYLLABLES: Record<Sex, string[]> = {
  female:
    '花화 玉옥 顺순 子자 淑숙 善선 英영 姬희 兰란 莲련 福복 今금 月월 红홍 美미 香향 贞정 粉분 春춘 仙선 海해 银은'.split(
      ' ',
    ),
  male: '哲철 洙수 龙룡 浩호 国국 日일 虎호 学학 元원 男남 基기 范범 锡석 万만 德덕 光광 云운 钟종 泰태 明명 奎규 成성'.split(
    ' ',
  ),
};

/** A surname that a family shares. */
export interface Surname {
  zh: string;
  ko?: string;
}

export function inventSurname(dice: Dice, people: People): Surname {
  if (people === 'han') return { zh: dice.pick(HAN_SURNAMES) };
  const [zh = '', ko = ''] = dice.pick(KOREAN_SURNAMES);
  return { zh, ko };
}

/** A given name after a surname. */
export function inventName(dice: Dice, surname: Surname, sex: Sex): FullName {
  if (surname.ko === undefined) return { name: surname.zh + dice.pick(HAN_GIVEN[sex]) };
  const [first = '', second = ''] = dice.shuffled(KOREAN_SYLLABLES[sex]);
  return { name: surname.zh + first[0]! + second[0]!, nameKo: surname.ko + first[1]! + second[1]! };
}
