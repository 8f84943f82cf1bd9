/** How columns are called: several names for each, dressed as people dress them. */
import type { Dice } from './dice';
import type { Field } from './written';
import type { Language } from './village';

export type HeaderKey =
  | Field
  | 'serial'
  | 'householder'
  | 'householdNumber'
  | 'group'
  | 'door'
  | 'address'
  | 'declaredCount';

const ZH: Record<HeaderKey, string[]> = {
  serial: ['序号', '编号', '序 号', 'No.'],
  householder: ['户主', '户主姓名', '户主名', '户 主', '户主（姓名）'],
  householdNumber: ['户号', '户编号', '户序号', '家庭编号', '户号码'],
  group: ['组', '组别', '村民小组', '所在组', '屯', '小组'],
  door: ['门牌', '门牌号', '门牌号码', '房号'],
  address: ['住址', '家庭住址', '现居住地', '详细地址', '居住地址', '家庭地址（详细）'],
  declaredCount: ['家庭人口数', '家庭人口', '户内人口', '人口数', '人口', '家庭人数（人）'],
  name: ['姓名', '姓 名', '人员姓名', '村民姓名', '家庭成员姓名', '*姓名', '名字'],
  relation: [
    '与户主关系',
    '与户主\n关系',
    '户主关系',
    '与户主的关系',
    '关系',
    '与户主关系（称谓）',
  ],
  sex: ['性别', '性 别', '性别（男/女）'],
  nation: ['民族', '族别'],
  idNumber: [
    '身份证号',
    '身份证号码',
    '公民身份号码',
    '居民身份证号码',
    '身份证',
    '证件号码',
    '身份证号\n（18位）',
  ],
  phone: ['电话', '联系电话', '手机号', '联系方式', '手机号码', '联系电话（手机）', '本人电话'],
  birthDate: ['出生日期', '出生年月', '出生年月日', '生日'],
  age: ['年龄', '年 龄', '年龄（周岁）'],
  poor: ['是否建档立卡', '是否贫困户', '建档立卡贫困户', '是否建档立卡贫困户（是/否）'],
  away: ['是否外出', '是否外出务工', '外出', '是否在外'],
  awayPlace: ['外出地点', '务工地点', '外出务工地点', '务工地', '现在何处'],
  returnedDay: ['返乡时间', '返乡日期', '返村时间', '何时返回', '返回时间', '返乡时间（年月日）'],
  returnedFrom: ['从何地返回', '返乡出发地', '从何地返乡', '返回前所在地', '来源地'],
  transport: ['交通方式', '乘坐交通工具', '返乡方式', '交通工具'],
  transportNumber: ['车次', '车次/航班号', '航班号', '车次、航班'],
  temperature: ['体温', '体温（℃）', '今日体温', '体温℃'],
  chronic: ['是否有基础疾病', '慢性病', '基础病'],
  partyMember: ['是否党员', '政治面貌', '党员'],
  remarks: ['备注', '备 注', '说明', '其他情况'],
  education: ['文化程度', '学历'],
  plate: ['车牌号', '车牌'],
  income: ['年收入', '人均收入（元）'],
};
const KO: Record<HeaderKey, string[]> = {
  serial: ['번호', '순번', '순서'],
  householder: ['세대주', '호주', '세대주 이름'],
  householdNumber: ['호번호', '세대번호'],
  group: ['조', '소조', '촌민소조'],
  door: ['문패', '문패번호'],
  address: ['주소', '집주소', '거주지'],
  declaredCount: ['가족수', '식구수', '인구수'],
  name: ['이름', '성명', '이 름'],
  relation: ['관계', '세대주와의 관계', '가족관계'],
  sex: ['성별'],
  nation: ['민족'],
  idNumber: ['신분증번호', '신분증 번호', '공민증번호'],
  phone: ['전화', '전화번호', '련락처', '손전화'],
  birthDate: ['생년월일', '출생년월일', '생일'],
  age: ['나이', '년령'],
  poor: ['서류작성빈곤호', '빈곤호', '빈곤호여부'],
  away: ['외출여부', '외출'],
  awayPlace: ['외출지', '로무지', '외출장소'],
  returnedDay: ['귀향날자', '귀향시간', '돌아온 날자'],
  returnedFrom: ['출발지', '어디에서 돌아왔는가', '귀향지'],
  transport: ['교통수단', '교통방식'],
  transportNumber: ['차편', '기차편/항공편'],
  temperature: ['체온'],
  chronic: ['만성병', '기초질병'],
  partyMember: ['당원', '당원여부'],
  remarks: ['비고'],
  education: ['문화정도', '학력'],
  plate: ['차번호'],
  income: ['수입'],
};

/** A name for a column. */
export const headerOf = (dice: Dice, language: Language, key: HeaderKey): string =>
  dice.pick((language === 'ko' ? KO : ZH)[key]);
