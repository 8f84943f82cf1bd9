/**
 * The day's report as an official writes it. `{named}` places are figures with their units, so that
 * a sentence never has to agree with a number: `…One` is what English says of exactly one.
 */
import { words } from './message';

export const brief = words({
  heading: {
    zh: '{place}疫情防控工作日报（{day}）',
    ko: '{place} 전염병 예방통제 사업 일일보고 ({day})',
    en: 'Epidemic prevention and control in {place}: report of {day}',
  },
  known: { zh: '数据截至{time}。', ko: '집계시각 {time}.', en: 'Figures as known at {time}.' },
  moment: { zh: '{day}{time}', ko: '{day} {time}', en: '{time} on {day}' },
  dutyTitle: { zh: '一、人员力量', ko: '1. 인원 력량', en: '1. Staff' },
  duty: {
    zh: '驻村干部{cadres}，其中第一书记{firstSecretaries}、工作队队员{teamMembers}。',
    ko: '촌주재 간부 {cadres}, 그중 제1서기 {firstSecretaries}, 사업대 대원 {teamMembers}.',
    en: '{cadres}: {firstSecretaries} and {teamMembers}.',
  },
  screeningTitle: {
    zh: '二、逐户摸排',
    ko: '2. 집집마다 조사',
    en: '2. Household-by-household screening',
  },
  screening: {
    zh: '当日入户见面{metDay}，摸排{personTimesDay}，新到户{reachedDay}；累计到户{reached}，累计摸排{personTimes}。底册在册{households}、{people}。',
    ko: '당일 방문면담 {metDay}, 조사 {personTimesDay}, 새로 방문한 호 {reachedDay}. 루계 방문 {reached}, 조사 {personTimes}. 등록부에 오른 호 {households}, 인원 {people}.',
    en: 'On the day cadres met households on {metDay}, screened {personTimesDay} and reached {reachedDay} for the first time; since the work began they have reached {reached} and screened {personTimes}. The register holds {households} and {people}.',
  },
  findingsTitle: { zh: '三、发现情况', ko: '3. 발견된 정황', en: '3. Findings' },
  findings: {
    zh: '当日测温{temperaturesDay}，发现发热{feversDay}、有症状{symptomsDay}，登记行程{tripsDay}；累计发热{fevers}，累计有症状{symptoms}。走访中无人在家{nobodyDay}，拒绝{refusedDay}。',
    ko: '당일 체온측정 {temperaturesDay}, 발열 {feversDay}, 증상 있음 {symptomsDay}, 이동경로 등록 {tripsDay}. 루계 발열 {fevers}, 증상 있음 {symptoms}. 방문시 집에 사람 없음 {nobodyDay}, 거절 {refusedDay}.',
    en: 'Temperature was taken in {temperaturesDay}. Fever was found in {feversDay} and symptoms in {symptomsDay}, with {tripsDay} noted; in total fever in {fevers} and symptoms in {symptoms}. Nobody was home on {nobodyDay}; cadres were turned away on {refusedDay}.',
  },
  conveyedTitle: { zh: '四、宣传与服务', ko: '4. 선전과 봉사', en: '4. Told and helped' },
  conveyed: {
    zh: '当日通过大喇叭、微信群、村务公开栏等渠道宣传{timesDay}（累计{times}），发放宣传品{copiesDay}（累计{copies}）；入户宣传{toldDay}（累计{told}），发放物品{handedDay}（累计{handed}），收集需求{needsDay}（累计{needs}）。',
    ko: '당일 확성기, 위챗그룹, 촌무공개란 등을 통한 선전 {timesDay}(루계 {times}), 선전물 {copiesDay}(루계 {copies}). 방역요구를 알린 호 {toldDay}(루계 {told}), 물자 발부 {handedDay}(루계 {handed}), 접수한 수요 {needsDay}(루계 {needs}).',
    en: 'Through loudspeakers, chat groups, bulletin boards and other channels what is asked of everyone was made known {timesDay} ({times} in total), with {copiesDay} distributed ({copies} in total). At the door cadres told {toldDay} of it ({told} in total), handed out {handedDay} ({handed} in total) and noted {needsDay} ({needs} in total).',
  },
  missingTitle: { zh: '五、尚缺情况', ko: '5. 미진한 정황', en: '5. What is missing' },
  roundMissing: {
    zh: '截至{time}，进行中的排查轮次尚有{missing}未走访到，其中已逾期{overdue}。',
    ko: '{time} 현재 진행중인 조사에서 아직 {missing}를 방문하지 못하였으며 그중 기한이 지난 것은 {overdue}이다.',
    en: 'At {time}, {missing} had not been reached in the open rounds, of which {overdue} past due.',
  },
  roundDone: {
    zh: '截至{time}，进行中的排查轮次已全部走访到户。',
    ko: '{time} 현재 진행중인 조사에서 모든 호를 방문하였다.',
    en: 'At {time}, every household had been reached in the open rounds.',
  },
  noRound: {
    zh: '目前没有进行中的排查轮次。',
    ko: '현재 진행중인 조사가 없다.',
    en: 'No round is open.',
  },
  untold: {
    zh: '尚有{untold}未以其所用语言告知防控要求。',
    ko: '아직 {untold}에 그들이 쓰는 언어로 예방통제 요구를 알리지 못하였다.',
    en: '{untold} had not been told what is asked in a language they speak.',
  },
  silent: {
    zh: '当日有{villages}尚未上报：{names}。',
    ko: '당일 아직 보고가 없는 {villages}: {names}.',
    en: 'Not heard from on the day ({villages}): {names}.',
  },
  silentSome: {
    zh: '当日有{villages}尚未上报，包括{names}等。',
    ko: '당일 아직 보고가 없는 {villages}, 그중 {names} 등.',
    en: 'Not heard from on the day ({villages}), among them: {names}.',
  },
  allHeard: {
    zh: '应上报的{villages}当日均已上报。',
    ko: '보고하여야 할 {villages}이 당일 모두 보고하였다.',
    en: 'Every village due to report was heard from on the day ({villages}).',
  },
  nobodyReports: {
    zh: '尚无村上报。',
    ko: '아직 보고한 촌이 없다.',
    en: 'No village has reported yet.',
  },
  lastHeard: {
    zh: '本村最近一次上报：{time}。',
    ko: '본 촌의 마지막 보고: {time}.',
    en: 'Last heard from at {time}.',
  },
  neverHeard: {
    zh: '本村尚未上报。',
    ko: '본 촌은 아직 보고하지 않았다.',
    en: 'Nothing has been received from this village yet.',
  },
  silentVillage: {
    zh: '{name}（最近{time}）',
    ko: '{name}(마지막 {time})',
    en: '{name} (last heard at {time})',
  },
  silentVillageNever: { zh: '{name}（从未上报）', ko: '{name}(보고 없음)', en: '{name} (never)' },
  listComma: { zh: '、', ko: ', ', en: ', ' },
  cadres: { zh: '{n}人', ko: '{n}명', en: '{n} village-stationed cadres' },
  cadresOne: { zh: '{n}人', ko: '{n}명', en: '{n} village-stationed cadre' },
  firstSecretaries: { zh: '{n}人', ko: '{n}명', en: '{n} first secretaries' },
  firstSecretariesOne: { zh: '{n}人', ko: '{n}명', en: '{n} first secretary' },
  teamMembers: { zh: '{n}人', ko: '{n}명', en: '{n} work-team members' },
  teamMembersOne: { zh: '{n}人', ko: '{n}명', en: '{n} work-team member' },
  households: { zh: '{n}户', ko: '{n}호', en: '{n} households' },
  householdsOne: { zh: '{n}户', ko: '{n}호', en: '{n} household' },
  householdTimes: { zh: '{n}户次', ko: '연 {n}호', en: '{n} households' },
  householdTimesOne: { zh: '{n}户次', ko: '연 {n}호', en: '{n} household' },
  people: { zh: '{n}人', ko: '{n}명', en: '{n} people' },
  peopleOne: { zh: '{n}人', ko: '{n}명', en: '{n} person' },
  personTimes: { zh: '{n}人次', ko: '연인원 {n}명', en: '{n} person-times' },
  personTimesOne: { zh: '{n}人次', ko: '연인원 {n}명', en: '{n} person-time' },
  visits: { zh: '{n}次', ko: '{n}차', en: '{n} visits' },
  visitsOne: { zh: '{n}次', ko: '{n}차', en: '{n} visit' },
  times: { zh: '{n}次', ko: '{n}차', en: '{n} times' },
  timesOne: { zh: '{n}次', ko: '{n}차', en: '{n} time' },
  copies: { zh: '{n}份', ko: '{n}부', en: '{n} copies' },
  copiesOne: { zh: '{n}份', ko: '{n}부', en: '{n} copy' },
  trips: { zh: '{n}条', ko: '{n}건', en: '{n} trips' },
  tripsOne: { zh: '{n}条', ko: '{n}건', en: '{n} trip' },
  pieces: { zh: '{n}件', ko: '{n}점', en: '{n} items' },
  piecesOne: { zh: '{n}件', ko: '{n}점', en: '{n} item' },
  needs: { zh: '{n}项', ko: '{n}건', en: '{n} needs' },
  needsOne: { zh: '{n}项', ko: '{n}건', en: '{n} need' },
  villages: { zh: '{n}个村', ko: '{n}개 촌', en: '{n} villages' },
  villagesOne: { zh: '{n}个村', ko: '{n}개 촌', en: '{n} village' },
});
