/** Charts, the wall of the command room, paper. */
import { words } from './message';

export const charts = words({
  charts: { zh: '图表', ko: '도표', en: 'Charts' },
  asTable: { zh: '看数字表', ko: '수자표로 보기', en: 'As a table' },
  download: { zh: '下载此图', ko: '도표 내려받기', en: 'Download the chart' },
  notDrawn: {
    zh: '图没能画出来，数字见下表。',
    ko: '도표를 그리지 못했습니다. 수자는 아래 표에 있습니다.',
    en: 'The chart could not be drawn; its figures are in the table below.',
  },
  nothing: {
    zh: '这段时间没有数字',
    ko: '이 기간에는 수자가 없습니다',
    en: 'Nothing in these days',
  },
  soFar: { zh: '截至目前', ko: '지금까지', en: 'so far' },
  notOver: {
    zh: '虚线框：当日尚未结束，数字还会增加',
    ko: '점선 테두리: 하루가 끝나지 않아 수자가 더 늘수 있음',
    en: 'Dashed: not over yet, more may be added',
  },
  daysSummary: {
    zh: '{title}：最高为{when} {highest}，{last} {latest}',
    ko: '{title}: 가장 많은 때 {when} {highest}, {last} {latest}',
    en: '{title}: highest {highest} on {when}; {latest} on {last}',
  },
  places: {
    zh: '{figure}（各地比较）',
    ko: '{figure}(각지 비교)',
    en: '{figure}: places compared',
  },
  placesPer: {
    zh: '每百户{figure}（各地比较）',
    ko: '백세대당 {figure}(각지 비교)',
    en: '{figure} per 100 households: places compared',
  },
  perHundred: { zh: '按每百户', ko: '백세대당', en: 'Per 100 households' },
  coverageDays: { zh: '本轮进度', ko: '이번 조사의 진척', en: 'Progress of the round' },
  unheard: { zh: '无消息', ko: '소식없음', en: 'Not heard from' },
  span: { zh: '时段', ko: '기간', en: 'Days' },
  span_14: { zh: '近 14 天', ko: '최근 14일', en: 'Last 14 days' },
  span_30: { zh: '近 30 天', ko: '최근 30일', en: 'Last 30 days' },
  span_all: { zh: '全部', ko: '전부', en: 'From the beginning' },
  span_from: { zh: '从某天起', ko: '정한 날부터', en: 'From a day' },
  fromDay: { zh: '起始日期', ko: '시작하는 날', en: 'First day' },
  fromTo: { zh: '{from}至{to}', ko: '{from}부터 {to}까지', en: '{from} to {to}' },
  upTo: { zh: '截至{to}', ko: '{to}까지', en: 'up to {to}' },
  grain: { zh: '间隔', ko: '간격', en: 'By' },
  grain_day: { zh: '按日', ko: '날자별', en: 'Day' },
  grain_week: { zh: '按周', ko: '주별', en: 'Week' },

  changeHour: {
    zh: '比昨日同时 {n}',
    ko: '어제 같은 시각보다 {n}',
    en: '{n} vs yesterday by then',
  },
  changeDay: { zh: '比前一天 {n}', ko: '전날보다 {n}', en: '{n} vs the day before' },
  changeNote: {
    zh: '与前一天比较：两天都按各自 {time} 所知。',
    ko: '전날과의 비교: 두 날 모두 {time}에 알려진것으로.',
    en: 'Compared with the day before: both days as known at {time}.',
  },

  filledBy: { zh: '填报人：', ko: '작성자: ', en: 'Filled in by: ' },
  checkedBy: { zh: '审核人：', ko: '심사자: ', en: 'Checked by: ' },
  signedOn: { zh: '日期：', ko: '날자: ', en: 'Date: ' },
  printedAt: { zh: '{time} 打印', ko: '{time} 인쇄', en: 'printed {time}' },

  wall: { zh: '大屏', ko: '큰 화면', en: 'Wall' },
  wallLive: { zh: '实时', ko: '실시간', en: 'Live' },
  wallLost: {
    zh: '连不上服务器，最后消息 {time}',
    ko: '봉사기와 련결이 끊김, 마지막 소식 {time}',
    en: 'Not connected: last heard from the server {time}',
  },
  wallFull: { zh: '全屏', ko: '전체화면', en: 'Full screen' },
  wallLeave: { zh: '退出大屏（Esc）', ko: '큰 화면 나가기(Esc)', en: 'Leave (Esc)' },
  wallBehind: { zh: '进度最慢的地方', ko: '진척이 가장 늦은 곳', en: 'Furthest behind' },
  wallLeft: { zh: '还差 {n} 户', ko: '{n}세대 남음', en: '{n} left' },
});
