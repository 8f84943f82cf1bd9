/** Where a record is: on this phone, at the server, in a backup; and what stands in its way. */
import { words } from './message';

export const sync = words({
  state_onPhone: { zh: '在本机', ko: '이 기기에', en: 'On this phone' },
  state_committed: { zh: '已到服务器', ko: '봉사기에', en: 'At the server' },
  state_backedUp: { zh: '已备份', ko: '예비복사됨', en: 'In a backup' },
  state_rejected: { zh: '被退回', ko: '돌려보냄', en: 'Sent back' },
  allSent: { zh: '全部已到服务器', ko: '모두 봉사기에 있음', en: 'Everything is at the server' },
  unsent: { zh: '未发送的记录', ko: '보내지 않은 기록', en: 'Not sent yet' },
  unsentCount: {
    zh: '{n}条在本机等待发送',
    ko: '{n}건이 이 기기에서 대기중',
    en: '{n} waiting on this phone',
  },
  rejected: { zh: '被退回的记录', ko: '돌려보낸 기록', en: 'Sent back' },
  rejectedCount: { zh: '{n}条被退回', ko: '{n}건 돌려보냄', en: '{n} sent back' },
  syncNow: { zh: '立即同步', ko: '지금 동기화', en: 'Sync now' },
  syncing: { zh: '正在同步', ko: '동기화중', en: 'Syncing' },
  lastContact: { zh: '最近联系 {time}', ko: '최근 련결 {time}', en: 'Last contact {time}' },
  never: { zh: '尚未联系过服务器', ko: '아직 봉사기에 련결하지 않음', en: 'No contact yet' },
  offline: {
    zh: '没有网络，记录保存在本机，联网后自动发送',
    ko: '망이 없어 기록은 이 기기에 있으며 련결되면 자동으로 보냅니다',
    en: 'No network. Records stay on this phone and go by themselves once there is one.',
  },
  mend: { zh: '修改并重发', ko: '고쳐서 다시 보내기', en: 'Mend and resend' },
  resend: { zh: '原样重发', ko: '그대로 다시 보내기', en: 'Resend as it is' },
  discard: { zh: '放弃', ko: '버리기', en: 'Discard' },
  discardSure: {
    zh: '这条记录将从本机永久删除，服务器上不会有。确定放弃？',
    ko: '이 기록은 기기에서 영원히 없어지며 봉사기에도 없습니다. 버리겠습니까?',
    en: 'This record will be gone from this phone for good, and the server will not have it. Discard it?',
  },
  clockAhead: {
    zh: '本机时钟比服务器快 {time}，记录按服务器时间校正',
    ko: '기기의 시계가 봉사기보다 {time} 빠릅니다. 기록은 봉사기 시간으로 바로잡습니다',
    en: 'This phone’s clock is {time} ahead of the server’s; records are put right by the server’s time',
  },
  clockBehind: {
    zh: '本机时钟比服务器慢 {time}，记录按服务器时间校正',
    ko: '기기의 시계가 봉사기보다 {time} 늦습니다. 기록은 봉사기 시간으로 바로잡습니다',
    en: 'This phone’s clock is {time} behind the server’s; records are put right by the server’s time',
  },
  problem_signed_out: {
    zh: '登录已失效，请用新的登录链接。未发送的记录仍在本机。',
    ko: '가입이 무효로 되였습니다. 새 가입링크를 쓰십시오. 보내지 않은 기록은 기기에 있습니다.',
    en: 'The sign-in has ended. Use a new sign-in link; unsent records stay on this phone.',
  },
  problem_no_access: {
    zh: '您不再能访问这个村的台账，请联系发链接的人。',
    ko: '이 촌의 대장을 볼수 없게 되였습니다. 링크를 준 사람에게 련락하십시오.',
    en: 'You no longer have access to this village’s ledger. Ask whoever gave you the link.',
  },
  problem_reason_asked: {
    zh: '上级打开本村台账要说明理由。',
    ko: '상급에서 촌의 대장을 열려면 리유를 밝혀야 합니다.',
    en: 'An office that opens a village’s ledger says why.',
  },
  problem_busy: {
    zh: '服务器繁忙，会自动再试',
    ko: '봉사기가 바빠 자동으로 다시 합니다',
    en: 'The server is busy; it will be tried again',
  },
  problem_server: {
    zh: '服务器暂时出错，会自动再试',
    ko: '봉사기에 오유가 있어 자동으로 다시 합니다',
    en: 'The server has a problem; it will be tried again',
  },
  problem_answer: {
    zh: '收到的回答看不懂，可能需要更新应用',
    ko: '회답을 알수 없습니다. 응용을 갱신해야 할수 있습니다',
    en: 'The answer made no sense; the app may need an update',
  },
  problem_outdated: {
    zh: '应用需要更新后才能同步。本机的记录不受影响。',
    ko: '응용을 갱신하여야 동기화할수 있습니다. 기기의 기록에는 영향이 없습니다.',
    en: 'The app must be updated before it can sync. The records on this phone are safe.',
  },
  problem_storage: {
    zh: '本机存储已满或出错，请先腾出空间',
    ko: '기기의 저장공간이 찼거나 고장났습니다. 먼저 자리를 내십시오',
    en: 'This phone’s storage is full or broken. Make room first.',
  },
  problem_signature: {
    zh: '服务器的签名不对，已停止接收，请联系管理员',
    ko: '봉사기의 서명이 맞지 않아 받기를 멈췄습니다. 관리자에게 련락하십시오',
    en: 'The server’s signature is wrong. Receiving has stopped; tell the administrator.',
  },
  problem_chain: {
    zh: '台账前后对不上，已停止接收，请联系管理员',
    ko: '대장의 앞뒤가 맞지 않아 받기를 멈췄습니다. 관리자에게 련락하십시오',
    en: 'The ledger does not fit together. Receiving has stopped; tell the administrator.',
  },
  problem_behind: {
    zh: '服务器上的记录比本机少，已停止接收，请联系管理员',
    ko: '봉사기의 기록이 기기보다 적어 받기를 멈췄습니다. 관리자에게 련락하십시오',
    en: 'The server holds less than this phone. Receiving has stopped; tell the administrator.',
  },
  problem_new_epoch: {
    zh: '服务器从备份恢复过，本机数据完整保留，请联系管理员',
    ko: '봉사기가 예비복사에서 복구되였습니다. 기기의 자료는 그대로 있으니 관리자에게 련락하십시오',
    en: 'The server was restored from a backup. This phone keeps all it has; tell the administrator.',
  },
});
