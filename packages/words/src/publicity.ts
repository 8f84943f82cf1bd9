/** Publicity: broadcasts, through which channel, in which language, to whom; and who has not been told. */
import { words } from './message';

export const publicity = words({
  publicity: { zh: '宣传', ko: '선전', en: 'Publicity' },
  log: { zh: '记一次宣传', ko: '선전 기록하기', en: 'Log a broadcast' },
  correct: { zh: '更正宣传记录', ko: '선전기록 바로잡기', en: 'Correct a broadcast' },
  save: { zh: '保存：{what}', ko: '저장: {what}', en: 'Save: {what}' },
  channel: { zh: '渠道', ko: '경로', en: 'Channel' },
  language: { zh: '语言', ko: '언어', en: 'Language' },
  audience: { zh: '对象', ko: '대상', en: 'Audience' },
  message: { zh: '内容', ko: '내용', en: 'Message' },
  ownWords: { zh: '自拟内容', ko: '자체로 지은 내용', en: 'In own words' },
  ownWordsSaid: { zh: '另有自拟内容', ko: '자체로 지은 내용 있음', en: 'also in own words' },
  times: { zh: '次数', ko: '차수', en: 'Times' },
  timesOf: { zh: '{n}次', ko: '{n}차', en: '{n}×' },
  copies: { zh: '份数', ko: '부수', en: 'Copies' },
  copiesOf: { zh: '{n}份', ko: '{n}부', en: '{n} copies' },
  copiesWrong: {
    zh: '份数应为1至100000',
    ko: '부수는 1~100000이여야 함',
    en: 'Between 1 and 100,000 copies',
  },
  today: { zh: '今天宣传{n}次', ko: '오늘 선전 {n}차', en: 'Broadcasts today: {n}' },
  none: { zh: '还没有宣传记录', ko: '아직 선전기록이 없음', en: 'No broadcast logged yet' },
  broadcasts: { zh: '宣传记录', ko: '선전기록', en: 'Broadcasts' },

  channel_loudspeaker: { zh: '村大喇叭', ko: '확성기(큰 나팔)', en: 'Village loudspeaker' },
  channel_vehicle: { zh: '流动宣传车', ko: '이동선전차', en: 'Loudspeaker van' },
  channel_group_chat: { zh: '微信群', ko: '위챗그룹', en: 'WeChat group' },
  channel_board: { zh: '村务公开栏', ko: '촌무공개란', en: 'Bulletin board' },
  channel_leaflet: { zh: '宣传手册、传单', ko: '선전수첩, 전단', en: 'Handbooks, leaflets' },
  channel_banner: { zh: '横幅标语', ko: '현수막, 표어', en: 'Banners' },
  channel_screen: { zh: '电子屏', ko: '전자현시판', en: 'LED screen' },
  channel_face_to_face: { zh: '当面宣讲', ko: '대면선전', en: 'Face to face' },
  audience_villagers: { zh: '村民', ko: '촌민', en: 'Villagers' },
  audience_outsiders: { zh: '外来人员', ko: '외래인원', en: 'People from outside' },
  audience_everybody: {
    zh: '村民和外来人员',
    ko: '촌민과 외래인원',
    en: 'Villagers and people from outside',
  },

  untold: {
    zh: '尚未用其语言告知的户：{n}',
    ko: '그들이 쓰는 언어로 아직 알리지 못한 세대: {n}',
    en: 'Not told in their language: {n}',
  },
  allTold: {
    zh: '各户都已用其语言告知',
    ko: '모든 세대에 그들이 쓰는 언어로 알렸음',
    en: 'Every household has been told in its language',
  },
  untoldHow: {
    zh: '入户时用其语言宣传，或用大喇叭、流动宣传车以该语言向全村广播。',
    ko: '방문하여 그 언어로 알리거나 확성기, 이동선전차로 그 언어로 온 촌에 방송한다.',
    en: 'Tell them at the door in their language, or broadcast in it to the whole village by loudspeaker or van.',
  },
  untold_zh: { zh: '须用汉语告知', ko: '한어로 알려야 함', en: 'To be told in Chinese' },
  untold_ko: { zh: '须用朝鲜语告知', ko: '조선어로 알려야 함', en: 'To be told in Korean' },
  untold_both: {
    zh: '须用汉语和朝鲜语告知',
    ko: '한어와 조선어로 알려야 함',
    en: 'To be told in Chinese and Korean',
  },
  untold_either: {
    zh: '须用汉语或朝鲜语告知',
    ko: '한어나 조선어로 알려야 함',
    en: 'To be told in either language',
  },
  kind_broadcast_made: { zh: '宣传记录', ko: '선전기록', en: 'Broadcast' },
  kind_broadcast_told_apart: {
    zh: '确认是两次宣传',
    ko: '두번 선전임을 확인',
    en: 'Two broadcasts, not one',
  },
});
