/** Names and exact definitions of the indicators in the ledger's catalogue. */
import { words } from './message';

export const indicators = words({
  duty_cadres: { zh: '驻村干部', ko: '촌주재 간부', en: 'Stationed cadres' },
  duty_cadres_definition: {
    zh: '当日在村、以第一书记或工作队队员为主要职务的人数；兼任其他职务者只计一次。',
    ko: '당일 촌에 주재하며 제1서기 또는 사업대 대원을 주요직무로 하는 인원수. 다른 직무를 겸한 사람은 한번만 계산한다.',
    en: 'People stationed in villages on the day whose primary role is first secretary or team member; a second role does not count again.',
  },
  duty_first_secretaries: { zh: '驻村第一书记', ko: '촌주재 제1서기', en: 'First secretaries' },
  duty_first_secretaries_definition: {
    zh: '以驻村第一书记为主要职务的驻村干部人数。',
    ko: '촌주재 제1서기를 주요직무로 하는 촌주재 간부 수.',
    en: 'Stationed cadres whose primary role is first secretary.',
  },
  duty_team_members: { zh: '驻村工作队队员', ko: '촌주재 사업대 대원', en: 'Work-team members' },
  duty_team_members_definition: {
    zh: '以驻村工作队队员为主要职务的驻村干部人数。',
    ko: '촌주재 사업대 대원을 주요직무로 하는 촌주재 간부 수.',
    en: 'Stationed cadres whose primary role is member of the village work team.',
  },
  register_households: { zh: '在册户数', ko: '등록 호수', en: 'Households on the register' },
  register_households_definition: {
    zh: '当日在底册上的户数，含走访中新发现的户，不含已迁出的户。',
    ko: '당일 기초등록부에 있는 호수. 방문중 새로 발견한 호를 포함하고 전출한 호는 제외한다.',
    en: 'Households on the register that day, including those found at the door, without those that left.',
  },
  register_people: { zh: '在册人数', ko: '등록 인원수', en: 'People on the register' },
  register_people_definition: {
    zh: '当日在底册上的人数，不含已迁出或去世的人。',
    ko: '당일 기초등록부에 있는 인원수. 전출하였거나 사망한 사람은 제외한다.',
    en: 'People on the register that day, without those who left or died.',
  },
  register_poor_households: {
    zh: '建档立卡贫困户',
    ko: '서류작성 빈곤호',
    en: 'Registered poor households',
  },
  register_poor_households_definition: {
    zh: '当日在册且标记为建档立卡贫困户的户数。',
    ko: '당일 등록부에 있으며 서류작성 빈곤호로 표시된 호수.',
    en: 'Households on the register that day labelled as registered poor.',
  },
  register_people_away: { zh: '外出人员', ko: '외출인원', en: 'People away' },
  register_people_away_definition: {
    zh: '最近一次了解到的去向为外出的人数。',
    ko: '마지막으로 파악한 행방이 외출인 인원수.',
    en: 'People last known to be away from home.',
  },
  register_households_found: {
    zh: '走访新发现户',
    ko: '방문중 발견한 호',
    en: 'Households found at the door',
  },
  register_households_found_definition: {
    zh: '不在原有名册、由走访人员上门发现并登记的户数。',
    ko: '기존 명부에 없고 방문인원이 집집마다 다니며 발견하여 등록한 호수.',
    en: 'Households that were on no list and were registered by whoever stood at their door.',
  },
  register_households_stated: { zh: '上报户数', ko: '보고된 호수', en: 'Households stated' },
  register_households_stated_definition: {
    zh: '尚未逐户登记前由村里报出的户数，按户籍或常住分列。',
    ko: '집집마다 등록하기 전에 촌에서 보고한 호수. 호적과 상주를 나누어 표시한다.',
    en: 'Households the village stated before they were listed one by one, by registered or resident count.',
  },
  register_people_stated: { zh: '上报人数', ko: '보고된 인원수', en: 'People stated' },
  register_people_stated_definition: {
    zh: '尚未逐人登记前由村里报出的人数，按户籍或常住分列。',
    ko: '한사람씩 등록하기 전에 촌에서 보고한 인원수. 호적과 상주를 나누어 표시한다.',
    en: 'People the village stated before they were listed one by one, by registered or resident count.',
  },
  register_public_places: { zh: '公共场所', ko: '공공장소', en: 'Public places' },
  register_public_places_definition: {
    zh: '登记在册的村委会、超市、商店等公共场所数。',
    ko: '등록된 촌민위원회, 슈퍼마켓, 상점 등 공공장소 수.',
    en: 'Committee offices, supermarkets, shops and other public places on the register.',
  },
  visits_rounds_opened: { zh: '开展排查轮次', ko: '시작한 조사 차수', en: 'Rounds opened' },
  visits_rounds_opened_definition: {
    zh: '当日开始的排查轮次数（每村各计一次）。',
    ko: '당일 시작한 조사 차수(촌마다 한번씩 계산).',
    en: 'Screening rounds opened that day, once in each village.',
  },
  visits_visits: { zh: '入户次数', ko: '방문 차수', en: 'Visits' },
  visits_visits_definition: {
    zh: '未作废的入户记录数，含无人在家和拒绝。',
    ko: '무효로 하지 않은 방문기록 수. 집에 사람이 없거나 거절한 경우를 포함한다.',
    en: 'Visit records not voided, including nobody home and refused.',
  },
  visits_met: { zh: '见到人的入户', ko: '만난 방문', en: 'Visits with someone met' },
  visits_met_definition: {
    zh: '见到住户的入户记录数。',
    ko: '주민을 만난 방문기록 수.',
    en: 'Visit records in which somebody of the household was met.',
  },
  visits_nobody_home: { zh: '无人在家', ko: '집에 사람이 없음', en: 'Nobody home' },
  visits_nobody_home_definition: {
    zh: '上门时无人在家的入户记录数。',
    ko: '방문시 집에 사람이 없은 방문기록 수.',
    en: 'Visit records in which nobody was home.',
  },
  visits_refused: { zh: '拒绝', ko: '거절', en: 'Refused' },
  visits_refused_definition: {
    zh: '住户拒绝接受排查的入户记录数。',
    ko: '주민이 조사를 거절한 방문기록 수.',
    en: 'Visit records in which the household refused.',
  },
  visits_person_times: { zh: '排查人次', ko: '조사 연인원', en: 'Person-times screened' },
  visits_person_times_definition: {
    zh: '每次未作废的入户记录中有记录的每个人计一人次；外出人员说明去向的计入；无人在家或拒绝计零。',
    ko: '무효로 하지 않은 방문기록마다 기록이 있는 한사람을 연인원 1명으로 계산한다. 외출한 사람은 행방을 밝힌 경우 포함하고 집에 사람이 없거나 거절하면 0이다.',
    en: 'One for each person about whom something was recorded in one unvoided visit; somebody away counts if their whereabouts were given; nobody home or refused counts none.',
  },
  visits_households_reached: { zh: '已排查户数', ko: '조사한 호수', en: 'Households reached' },
  visits_households_reached_definition: {
    zh: '至少一次见到人的户数，计在首次见到之日。',
    ko: '적어도 한번 만난 호수. 처음 만난 날에 계산한다.',
    en: 'Households met at least once, counted on the day of the first time.',
  },
  visits_round_reached: {
    zh: '本轮已排查户数',
    ko: '이번 차수에 조사한 호수',
    en: 'Households reached in the round',
  },
  visits_round_reached_definition: {
    zh: '本轮排查中至少一次见到人的户数，计在本轮首次见到之日。',
    ko: '이번 차수에 적어도 한번 만난 호수. 이번 차수에 처음 만난 날에 계산한다.',
    en: 'Households met at least once in the round, counted on the day of the first time in it.',
  },
  visits_temperatures: { zh: '测温人次', ko: '체온측정 연인원', en: 'Temperatures taken' },
  visits_temperatures_definition: {
    zh: '入户时测得的体温数。',
    ko: '방문시 측정한 체온 수.',
    en: 'Temperature readings taken at visits.',
  },
  visits_fevers: { zh: '发热', ko: '발열', en: 'Fevers' },
  visits_fevers_definition: {
    zh: '入户时按当时问题单的发热标准（2020年为37.3℃起）标记为发热的人次。',
    ko: '방문시 당시 질문서의 발열기준(2020년 37.3℃부터)에 따라 발열로 표시된 연인원.',
    en: 'Person-times flagged as fever by the question set in force at the door (from 37.3 °C in 2020).',
  },
  visits_people_with_symptoms: { zh: '有症状', ko: '증상 있음', en: 'With symptoms' },
  visits_people_with_symptoms_definition: {
    zh: '入户时记录了至少一种症状的人次。',
    ko: '방문시 한가지 이상 증상을 기록한 연인원.',
    en: 'Person-times with at least one symptom recorded at a visit.',
  },
  visits_people_flagged: { zh: '需要关注', ko: '주의 필요', en: 'Flagged' },
  visits_people_flagged_definition: {
    zh: '入户时至少触发一项提示的人次。',
    ko: '방문시 한가지 이상 주의표시가 나온 연인원.',
    en: 'Person-times for whom at least one flag was raised at a visit.',
  },
  visits_trips: { zh: '登记行程', ko: '등록한 려정', en: 'Trips noted' },
  visits_trips_definition: {
    zh: '入户时登记的乘车、乘机等行程数。',
    ko: '방문시 등록한 기차, 항공기 등 려정 수.',
    en: 'Trips by train, plane or other vehicle noted at visits.',
  },
  visits_households_told: { zh: '入户宣传户次', ko: '방문선전 연호수', en: 'Household-times told' },
  visits_households_told_definition: {
    zh: '入户时向住户宣传了防控要求的次数，按语言分列。',
    ko: '방문시 주민에게 예방통제 요구를 선전한 차수. 언어별로 나눈다.',
    en: 'Visits at which the requirements were conveyed to the household, by language.',
  },
  visits_handed_out: { zh: '发放物品', ko: '발부한 물품', en: 'Items handed out' },
  visits_handed_out_definition: {
    zh: '入户时发放的物品件数，按物品分列。',
    ko: '방문시 발부한 물품 수. 물품별로 나눈다.',
    en: 'Pieces handed out at visits, by item.',
  },
  visits_needs: { zh: '反映需求', ko: '제기된 수요', en: 'Needs raised' },
  visits_needs_definition: {
    zh: '入户时住户提出的需求数，按种类分列。',
    ko: '방문시 주민이 제기한 수요 수. 종류별로 나눈다.',
    en: 'Needs a household raised at a visit, by kind.',
  },
});
