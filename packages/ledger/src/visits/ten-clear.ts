/**
 * The question set of January 2020: the "ten clear" (十清), asked person by person, and what raises
 * a flag. Household members and the visit's own readings are asked by the visit itself.
 */
import type { QuestionSet } from './kinds';
import type { Condition } from './questions';

type QuestionSetBody = Omit<QuestionSet, 'questionSet' | 'scope'>;

const text = (zh: string, ko: string, en: string) => ({ zh, ko, en });

/** A flag from this reading on, in tenths of a degree (axillary). */
export const FEVER_FROM = 373;

const beenAway: Condition = { question: 'been-away', is: true };

const REGIONS = [
  { id: 'hubei', text: text('湖北省', '호북성', 'Hubei Province') },
  { id: 'other-province', text: text('其他省份', '다른 성', 'another province') },
  { id: 'jilin', text: text('吉林省内其他地区', '길림성내 다른 지역', 'elsewhere in Jilin') },
  { id: 'abroad', text: text('国外', '국외', 'abroad') },
];

const MEASURES = [
  { id: 'home-observation', text: text('居家观察', '자가격리 관찰', 'observation at home') },
  { id: 'central', text: text('集中隔离', '집중격리', 'centralised quarantine') },
  { id: 'none', text: text('暂无', '아직 없음', 'none yet') },
];

export const TEN_CLEAR: QuestionSetBody = {
  version: 1,
  title: text('“十清”排查表', '‘열가지 파악’ 조사표', 'The “ten clear” screening'),
  questions: [
    {
      id: 'people-now',
      of: 'household',
      type: 'number',
      text: text(
        '现在家中有几人？',
        '지금 집에 몇사람이 있습니까?',
        'How many people are at home now?',
      ),
    },
    {
      id: 'visitors',
      of: 'household',
      type: 'yes-no',
      text: text(
        '近14天有外来人员来访吗？',
        '최근 14일간 외지에서 온 손님이 있었습니까?',
        'Any visitors from outside in the last 14 days?',
      ),
    },
    {
      id: 'been-away',
      of: 'person',
      type: 'yes-no',
      text: text(
        '近14天离开过延边吗？',
        '최근 14일간 연변을 떠난적이 있습니까?',
        'Been outside Yanbian in the last 14 days?',
      ),
    },
    {
      id: 'back-on',
      of: 'person',
      type: 'day',
      when: beenAway,
      text: text('哪天返回？', '어느날 돌아왔습니까?', 'When back?'),
    },
    {
      id: 'from-where',
      of: 'person',
      type: 'choice',
      options: REGIONS,
      when: beenAway,
      text: text('从哪里返回？', '어디에서 돌아왔습니까?', 'Back from where?'),
    },
    {
      id: 'journey',
      of: 'person',
      type: 'trips',
      when: beenAway,
      text: text(
        '乘坐什么交通工具、车次、车厢、座位？',
        '어떤 교통수단, 차번호, 차바곤, 좌석이였습니까?',
        'By what transport, number, carriage and seat?',
      ),
    },
    {
      id: 'measure',
      of: 'person',
      type: 'choice',
      options: MEASURES,
      when: beenAway,
      text: text('采取了什么措施？', '어떤 조치를 취했습니까?', 'What measure was taken?'),
    },
    {
      id: 'contact',
      of: 'person',
      type: 'yes-no',
      text: text(
        '接触过确诊、疑似病例或湖北来人吗？',
        '확진·의심환자나 호북에서 온 사람과 접촉했습니까?',
        'Contact with a case or with people from Hubei?',
      ),
    },
    {
      id: 'temperature',
      of: 'person',
      type: 'temperature',
      text: text('体温', '체온', 'Temperature'),
    },
    {
      id: 'symptoms',
      of: 'person',
      type: 'symptoms',
      text: text(
        '有发热、咳嗽、乏力等症状吗？',
        '발열, 기침, 무기력 등 증상이 있습니까?',
        'Fever, cough, fatigue or other symptoms?',
      ),
    },
  ],
  flags: [
    {
      id: 'fever',
      of: 'person',
      when: { question: 'temperature', atLeast: FEVER_FROM },
      text: text('发热（≥37.3℃）', '발열(37.3℃ 이상)', 'Fever (37.3 °C or more)'),
    },
    {
      id: 'symptoms',
      of: 'person',
      when: {
        any: [
          { question: 'symptoms', has: 'fever' },
          { question: 'symptoms', has: 'cough' },
          { question: 'symptoms', has: 'breathless' },
        ],
      },
      text: text('有症状', '증상이 있음', 'Symptoms'),
    },
    {
      id: 'from-hubei',
      of: 'person',
      when: { question: 'from-where', is: 'hubei' },
      text: text('湖北返回', '호북에서 돌아옴', 'Back from Hubei'),
    },
    {
      id: 'contact',
      of: 'person',
      when: { question: 'contact', is: true },
      text: text('有接触史', '접촉이 있었음', 'Contact'),
    },
    {
      id: 'visitors',
      of: 'household',
      when: { question: 'visitors', is: true },
      text: text('有外来人员来访', '외지 손님이 있었음', 'Visitors from outside'),
    },
  ],
};
