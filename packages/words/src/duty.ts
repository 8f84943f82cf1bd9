/** Who serves where: roles, and who walks which group. */
import { words } from './message';

export const duty = words({
  cadres: { zh: '驻村干部和村干部', ko: '촌주재 간부와 촌간부', en: 'Cadres' },
  whoWalks: { zh: '谁走哪个组', ko: '조별 담당', en: 'Who walks which group' },
  unassigned: { zh: '未分配', ko: '담당 없음', en: 'Nobody' },
  assign: { zh: '{group}由谁负责', ko: '{group} 담당', en: 'Who walks {group}' },
  me: { zh: '我', ko: '나', en: 'Me' },
  role_first_secretary: { zh: '第一书记', ko: '제1서기', en: 'First secretary' },
  role_team_member: { zh: '驻村工作队队员', ko: '촌주재 사업대 대원', en: 'Work-team member' },
  role_team_leader: { zh: '驻村工作队队长', ko: '촌주재 사업대 대장', en: 'Work-team leader' },
  role_village_secretary: { zh: '村支部书记', ko: '촌당지부 서기', en: 'Village secretary' },
  role_committee_member: { zh: '村委会委员', ko: '촌민위원회 위원', en: 'Committee member' },
  role_group_head: { zh: '村民小组长', ko: '촌민소조장', en: 'Group head' },
  role_village_doctor: { zh: '村医', ko: '촌의사', en: 'Village doctor' },
  role_grid_worker: { zh: '网格员', ko: '그리드관리원', en: 'Grid worker' },
  role_official: { zh: '工作人员', ko: '사업일군', en: 'Official' },
  kind_cadre_stationed: { zh: '干部到岗', ko: '간부 배치', en: 'Cadre stationed' },
  kind_cadre_withdrawn: { zh: '干部离岗', ko: '간부 철수', en: 'Cadre withdrawn' },
  kind_group_assigned: { zh: '分配小组', ko: '조 배정', en: 'Group assigned' },
});
