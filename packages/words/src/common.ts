/** Words used on every screen: actions, states, days. */
import { words } from './message';

export const common = words({
  product: { zh: '逐户', ko: '집집마다', en: 'Doorstep' },
  save: { zh: '保存', ko: '저장', en: 'Save' },
  cancel: { zh: '取消', ko: '취소', en: 'Cancel' },
  close: { zh: '关闭', ko: '닫기', en: 'Close' },
  back: { zh: '返回', ko: '뒤로', en: 'Back' },
  undo: { zh: '撤销', ko: '되돌리기', en: 'Undo' },
  correct: { zh: '更正', ko: '바로잡기', en: 'Correct' },
  search: { zh: '查找', ko: '찾기', en: 'Search' },
  yes: { zh: '是', ko: '예', en: 'Yes' },
  no: { zh: '否', ko: '아니요', en: 'No' },
  unknown: { zh: '不清楚', ko: '모름', en: 'Unknown' },
  notAsked: { zh: '未询问', ko: '묻지 않음', en: 'Not asked' },
  today: { zh: '今天', ko: '오늘', en: 'Today' },
  total: { zh: '累计', ko: '루계', en: 'Total' },
  asOf: { zh: '截至 {time}', ko: '{time} 현재', en: 'As of {time}' },
  household: { zh: '户', ko: '세대', en: 'Household' },
  person: { zh: '人', ko: '사람', en: 'Person' },
  noStorageTitle: {
    zh: '这个浏览器不能保存',
    ko: '이 열람기는 저장할수 없음',
    en: 'This browser cannot keep anything',
  },
  noStorageWhat: {
    zh: '可能是无痕模式，或浏览器设置里禁止保存网站数据。请用普通窗口，或换 Chrome、Edge、Safari 打开。',
    ko: '비공개방식이거나 열람기 설정에서 자료보관을 막았을수 있습니다. 보통 창이나 Chrome, Edge, Safari로 여십시오.',
    en: 'It may be a private window, or its settings keep sites from storing data. Use an ordinary window, or open it in Chrome, Edge or Safari.',
  },
});
