/** What was set aside, why, and what a person decides: at the desk, and on the phone that sent it. */
import { words } from './message';

export const quarantine = words({
  nav: { zh: '待核', ko: '확인', en: 'Set aside' },
  title: { zh: '待核记录', ko: '확인할 기록', en: 'Set aside' },
  lead: {
    zh: '没有直接记入台账、要由人决定的记录，以及要查看的设备。内容加密保存，什么都不会丢。',
    ko: '대장에 바로 오르지 않아 사람이 결정할 기록과 살펴볼 기기들입니다. 내용은 암호화하여 보관하며 아무것도 잃지 않습니다.',
    en: 'Records that were not entered by themselves, and devices to look at. They are kept encrypted; a person decides, and nothing is lost.',
  },
  none: { zh: '没有待核的记录', ko: '확인할 기록이 없습니다', en: 'Nothing is waiting' },
  noneDetail: {
    zh: '送来的记录都已记入台账，也没有要查看的设备。',
    ko: '들어온 기록은 모두 대장에 올랐고 살펴볼 기기도 없습니다.',
    en: 'Everything that was sent is in the ledgers, and no device needs looking at.',
  },
  noneSettled: {
    zh: '还没有处理过的记录',
    ko: '처리한 기록이 아직 없습니다',
    en: 'Nothing has been decided yet',
  },
  noneSuch: { zh: '没有符合的记录', ko: '해당한 기록이 없습니다', en: 'Nothing of that sort' },
  openTab: { zh: '待决定', ko: '결정대기', en: 'Waiting' },
  settledTab: { zh: '已处理', ko: '처리함', en: 'Settled' },
  alarm: { zh: '警示', ko: '경보', en: 'Alarm' },
  waitingCount: { zh: '待核 {n} 条', ko: '확인할것 {n}건', en: '{n} set aside' },
  alarmCount: { zh: '其中警示 {n} 条', ko: '그중 경보 {n}건', en: 'alarms among them: {n}' },
  waiting: { zh: '条待核记录', ko: '건 확인해야 함', en: 'set aside, to be decided' },
  see: { zh: '查看待核记录', ko: '확인할 기록 보기', en: 'See what was set aside' },
  onlyAlarms: { zh: '只看警示', ko: '경보만', en: 'Alarms only' },
  why: { zh: '原因', ko: '까닭', en: 'Why' },
  anyWhy: { zh: '所有原因', ko: '모든 까닭', en: 'Every reason' },
  what: { zh: '记录', ko: '기록', en: 'What' },
  anyKind: { zh: '所有种类', ko: '모든 종류', en: 'Every kind' },
  unreadable: { zh: '看不出种类', ko: '종류를 알수 없음', en: 'Of no known kind' },
  received: { zh: '收到时间', ko: '받은 시간', en: 'Received' },
  sender: { zh: '送来的人', ko: '보낸 사람', en: 'Sent by' },
  deviceNamed: { zh: '设备 · {id}', ko: '기기 · {id}', en: 'Device · {id}' },
  ofPlace: { zh: '记录所属地点', ko: '기록이 속한 곳', en: 'Belongs to' },
  where: { zh: '问题所在', ko: '문제 위치', en: 'Where in it' },
  more: { zh: '更早的记录', ko: '더 이전 기록', en: 'Earlier ones' },
  gone: { zh: '没有这条待核记录', ko: '이런 기록은 없습니다', en: 'There is no such record' },
  said: { zh: '记录内容', ko: '기록한 내용', en: 'What was recorded' },
  saidElsewhere: {
    zh: '内容只有本村能看，这里只显示种类、地点、时间和设备。',
    ko: '내용은 그 촌에서만 볼수 있습니다. 여기서는 종류, 곳, 시간, 기기만 보입니다.',
    en: 'What it says is read in the village only. Here: its kind, place, times and device.',
  },
  saidUnclear: {
    zh: '内容不合格式，无法逐项列出；原样加密保存。',
    ko: '내용이 형식에 맞지 않아 항목별로 보일수 없습니다. 그대로 암호화하여 보관합니다.',
    en: 'The content is malformed and cannot be put into lines. It is kept as it came, encrypted.',
  },
  standsInLedger: {
    zh: '这台设备的记录都在台账中照常计数，两份经历都保留。',
    ko: '이 기기의 기록은 대장에 그대로 있으며 두갈래 기록을 다 보존합니다.',
    en: 'This device’s records stand in the ledger and count; both histories are kept.',
  },
  toRecord: { zh: '查看台账中的记录', ko: '대장의 기록 보기', en: 'See the record in the ledger' },

  decision: { zh: '决定', ko: '결정', en: 'Decision' },
  verdict_accepted: { zh: '已接受', ko: '받아들임', en: 'Accepted' },
  verdict_refused: { zh: '不予接受', ko: '받지 않음', en: 'Refused' },
  verdict_noted: { zh: '已查看', ko: '살펴봄', en: 'Looked at' },
  accept: { zh: '接受，记入台账', ko: '받아들여 대장에 올리기', en: 'Accept into the ledger' },
  refuse: { zh: '不予接受', ko: '받지 않기', en: 'Refuse' },
  note: { zh: '已查看', ko: '살펴보았음', en: 'Looked at' },
  acceptSure: {
    zh: '这条记录将按最初收到的时间记入台账，并照常计数。决定会永久保留。',
    ko: '이 기록은 처음 받은 시간으로 대장에 오르고 수자에 들어갑니다. 결정은 영원히 남습니다.',
    en: 'It is entered into the ledger as of its first arrival and counts from then on. The decision is kept for good.',
  },
  refuseSure: {
    zh: '这条记录不记入台账，但仍加密保留，以后还可以接受。决定会永久保留。',
    ko: '이 기록은 대장에 오르지 않지만 암호화하여 보관하며 뒤에 받아들일수 있습니다. 결정은 영원히 남습니다.',
    en: 'It stays out of the ledger and is kept encrypted; it can still be accepted later. The decision is kept for good.',
  },
  cannotAccept: { zh: '不能接受', ko: '받아들일수 없음', en: 'It cannot be accepted' },
  cannot_own: {
    zh: '自己送来的记录要由别人决定。',
    ko: '자기가 보낸 기록은 다른 사람이 결정해야 합니다.',
    en: 'Whoever sent a record does not decide about it; somebody else does.',
  },
  cannot_elsewhere: {
    zh: '它属于别的地方，要由管辖两地的办公室决定。',
    ko: '다른 곳의 기록이므로 두 곳을 함께 맡은 사무실이 결정해야 합니다.',
    en: 'It belongs to another place; an office above both decides.',
  },
  cannot_form: {
    zh: '内容不合格式。请送来的人在手机上修改后重发。',
    ko: '내용이 형식에 맞지 않습니다. 보낸 사람이 휴대폰에서 고쳐 다시 보내야 합니다.',
    en: 'Its content is malformed. Whoever sent it mends and resends it on the phone.',
  },
  cannot_permission: {
    zh: '这样的记录只能由服务器自己写。',
    ko: '이런 기록은 봉사기만 쓸수 있습니다.',
    en: 'Only the server itself writes such a record.',
  },
  cannot_id_reused: {
    zh: '台账里已有编号相同、内容不同的记录。请送来的人在手机上重发，重发时换新编号。',
    ko: '대장에 번호가 같고 내용이 다른 기록이 있습니다. 보낸 사람이 휴대폰에서 다시 보내면 새 번호를 받습니다.',
    en: 'Another record with its id is in the ledger. Resent from the phone it gets a new id.',
  },
  cannot_report: {
    zh: '日报与服务器给出的不一致。请该办公室重新打开日报再报送。',
    ko: '일일보고가 봉사기에서 내준것과 다릅니다. 그 사무실에서 일일보고를 다시 열고 올려야 합니다.',
    en: 'The report is not as the server gave it. The office opens it anew and sends it.',
  },
  cannot_unvouched: {
    zh: '这份日报没有服务器的签名。请该办公室刷新页面，重新打开日报再报送。',
    ko: '이 일일보고에는 봉사기의 서명이 없습니다. 그 사무실에서 페지를 새로 읽고 일일보고를 다시 열어 올려야 합니다.',
    en: 'The report bears no signature of the server. The office reloads the page, opens the report again and sends it.',
  },
  cannot_sent_meanwhile: {
    zh: '该日已报送了另一份日报。如仍需要，请该办公室重新打开日报再报送。',
    ko: '그 날의 다른 일일보고를 이미 올렸습니다. 아직 필요하면 그 사무실에서 일일보고를 다시 열고 올려야 합니다.',
    en: 'Another report of that day was sent. If it still is needed, the office opens the report again and sends it.',
  },
  cannot_too_soon: {
    zh: '它到来的前后一小时内，这个村已被提醒过同一件事。如仍需要，请重新提醒。',
    ko: '이것이 들어온 때의 앞뒤 한시간안에 이 촌을 같은 일로 일깨웠습니다. 아직 필요하면 새로 일깨우십시오.',
    en: 'Within an hour of its arrival the village was reminded of the same matter. If it still is needed, remind anew.',
  },
  cannot_missing_key: {
    zh: '缺少打开姓名的密钥。请送来的人在手机上重发，密钥会一起送来。',
    ko: '이름을 여는 열쇠가 없습니다. 보낸 사람이 휴대폰에서 다시 보내면 열쇠도 함께 옵니다.',
    en: 'The key to its names is missing. Resent from the phone the key comes with it.',
  },

  code_schema: { zh: '内容不合格式', ko: '내용이 형식에 맞지 않음', en: 'Malformed content' },
  code_permission: {
    zh: '冒用服务器的身份',
    ko: '봉사기의 명의를 도용함',
    en: 'Written in the server’s name',
  },
  code_foreign_place: { zh: '属于别的地方', ko: '다른 곳의 기록', en: 'Of another place' },
  code_foreign_author: {
    zh: '记录人或设备与登录不符',
    ko: '기록한 사람이나 기기가 가입과 다름',
    en: 'Author or device differ from the sign-in',
  },
  code_id_reused: {
    zh: '编号相同、内容不同',
    ko: '번호는 같고 내용은 다름',
    en: 'Same id, other content',
  },
  code_nul: { zh: '文字中有空字符', ko: '글에 빈 문자가 있음', en: 'An empty character in a text' },
  code_lone_surrogate: {
    zh: '文字中有残缺的字符',
    ko: '글에 깨진 문자가 있음',
    en: 'Half a character in a text',
  },
  code_not_canonical: {
    zh: '有无法如实保存的数值',
    ko: '그대로 저장할수 없는 값이 있음',
    en: 'A value that cannot be kept exactly',
  },
  code_missing_key: {
    zh: '缺少打开姓名的密钥',
    ko: '이름을 여는 열쇠가 없음',
    en: 'The key to its names is missing',
  },
  code_not_the_sum: {
    zh: '日报的数字不等于其依据之和',
    ko: '일일보고의 수자가 근거의 합과 다름',
    en: 'A report that is not the sum of its basis',
  },
  code_not_vouched: {
    zh: '日报与服务器给出的不一致',
    ko: '일일보고가 봉사기에서 내준것과 다름',
    en: 'A report that is not as the server gave it',
  },
  code_unvouched: {
    zh: '旧版页面打开的日报，没有签名',
    ko: '낡은 판의 페지에서 연, 서명 없는 일일보고',
    en: 'A report from an older page, without a signature',
  },
  code_sent_meanwhile: {
    zh: '其间已报送另一份日报',
    ko: '그사이에 다른 일일보고를 올림',
    en: 'Another report was sent meanwhile',
  },
  code_too_soon: {
    zh: '一小时内已提醒过同一件事',
    ko: '같은 일로 한시간안에 이미 일깨웠음',
    en: 'Reminded of the same within the hour',
  },
  code_too_large: { zh: '一条记录过大', ko: '기록이 너무 큼', en: 'Too large' },
  code_cloned: {
    zh: '手机可能被复制',
    ko: '휴대폰이 복제되였을수 있음',
    en: 'The phone may have been copied',
  },
  code_clock_off: {
    zh: '手机时钟与服务器差一个月以上',
    ko: '휴대폰 시계가 봉사기와 한달 이상 차이남',
    en: 'The phone’s clock is a month or more from the server’s',
  },
  code_other: { zh: '其他原因', ko: '기타 까닭', en: 'Another reason' },

  meaning_permission: {
    zh: '正常的手机不会写这样的记录，请查看是哪台设备。',
    ko: '정상적인 휴대폰은 이런 기록을 쓰지 않습니다. 어느 기기인지 살펴보십시오.',
    en: 'No honest phone writes such a record. Look at the device.',
  },
  meaning_foreign_place: {
    zh: '可能是调动前留在手机上的记录，也可能有人试着写别处的台账。',
    ko: '자리를 옮기기 전에 휴대폰에 남은 기록일수도, 누가 다른 곳의 대장에 쓰려 한것일수도 있습니다.',
    en: 'It may be left on a phone from before a transfer, or somebody tried to write elsewhere.',
  },
  meaning_foreign_author: {
    zh: '可能是换人使用或停用前留在手机上的记录，也可能有人冒用别人的名义。',
    ko: '휴대폰을 넘겨받기 전이나 사용중지 전에 남은 기록일수도, 누가 남의 명의를 쓴것일수도 있습니다.',
    en: 'It may be left from before the phone changed hands or was revoked, or somebody wrote in another’s name.',
  },
  meaning_id_reused: {
    zh: '先到的一条不变。可能是手机被复制，或有人改动了已发送的记录。',
    ko: '먼저 온 기록은 그대로입니다. 휴대폰이 복제되였거나 누가 이미 보낸 기록을 고친것일수 있습니다.',
    en: 'The one that came first stays. The phone may have been copied, or what was sent was changed.',
  },
  meaning_not_the_sum: {
    zh: '报送前有人改动了数字，或页面出了错。日报没有报送，请该办公室重新报送。',
    ko: '올리기 전에 누가 수자를 고쳤거나 페지에 오유가 생겼습니다. 일일보고는 올라가지 않았으니 그 사무실에서 다시 올려야 합니다.',
    en: 'Somebody changed the figures before it was sent, or the page failed. It was not sent; the office sends it anew.',
  },
  meaning_not_vouched: {
    zh: '报送前有人改动了日报或其依据，或服务器的密钥换过。日报没有报送，请该办公室重新报送。',
    ko: '올리기 전에 누가 일일보고나 그 근거를 고쳤거나 봉사기의 열쇠가 바뀌였습니다. 일일보고는 올라가지 않았으니 그 사무실에서 다시 올려야 합니다.',
    en: 'Somebody changed the report or its basis before it was sent, or the server has other keys since. It was not sent; the office sends it anew.',
  },
  meaning_cloned: {
    zh: '两条记录用了同一台设备的同一个序号：手机的存储被复制过，或从旧的备份恢复过。请找使用这台手机的人核实。',
    ko: '한 기기의 같은 순번을 두 기록이 썼습니다. 휴대폰의 저장내용이 복제되였거나 낡은 예비복사에서 복구된것입니다. 쓰는 사람에게 확인하십시오.',
    en: 'Two records bear the same number of one device: its storage was copied, or put back from an old copy. Ask whoever uses the phone.',
  },
  meaning_clock_off: {
    zh: '记录时间已按服务器时间校正。请让使用的人把手机时间设为自动；手机时间没错的，请查服务器的时间。',
    ko: '기록시간은 봉사기 시간으로 바로잡았습니다. 휴대폰 시간을 자동으로 맞추게 하고, 휴대폰이 맞으면 봉사기 시간을 확인하십시오.',
    en: 'Its times were put right by the server’s clock. Have the phone set its time by itself; if the phone is right, look at the server’s clock.',
  },

  phone_schema: {
    zh: '有内容不合格式，服务器没有收。请打开修改后再保存。',
    ko: '형식에 맞지 않는 내용이 있어 봉사기가 받지 않았습니다. 열어서 고친 다음 저장하십시오.',
    en: 'Something in it is malformed and the server did not take it. Open it, mend it and save.',
  },
  phone_permission: {
    zh: '这样的记录不能从手机写入。请联系村里负责人。',
    ko: '이런 기록은 휴대폰에서 쓸수 없습니다. 촌의 책임자에게 련락하십시오.',
    en: 'Such a record cannot be written from a phone. Talk to whoever is responsible in the village.',
  },
  phone_foreign_place: {
    zh: '这条记录属于别的村。留着它，负责人会决定；若是本村的，请修改后重发。',
    ko: '다른 촌의 기록입니다. 그대로 두면 책임자가 결정합니다. 이 촌의것이면 고쳐서 다시 보내십시오.',
    en: 'It belongs to another village. Leave it, somebody responsible decides; if it is of this one, mend and resend it.',
  },
  phone_foreign_author: {
    zh: '它是用别的登录或别的手机记下的。若内容属实，可以用您的名义重发。',
    ko: '다른 가입이나 다른 휴대폰으로 적은것입니다. 내용이 사실이면 당신의 명의로 다시 보낼수 있습니다.',
    en: 'It was written under another sign-in or on another phone. If it is true, resend it in your own name.',
  },
  phone_id_reused: {
    zh: '服务器上已有编号相同、内容不同的一条。请核对内容后重发，会换新编号。',
    ko: '봉사기에 번호가 같고 내용이 다른 기록이 있습니다. 내용을 확인하고 다시 보내면 새 번호를 받습니다.',
    en: 'The server has another record with the same id. Check this one and resend it: it gets a new id.',
  },
  phone_text: {
    zh: '文字中有无法保存的字符。请打开，重新输入那段文字再保存。',
    ko: '글에 저장할수 없는 문자가 있습니다. 열어서 그 글을 다시 입력하고 저장하십시오.',
    en: 'A text has a character that cannot be kept. Open it, type that text again and save.',
  },
  phone_missing_key: {
    zh: '打开姓名的密钥没有一起送到。请重发，密钥会一起送出。',
    ko: '이름을 여는 열쇠가 함께 가지 않았습니다. 다시 보내면 열쇠도 함께 갑니다.',
    en: 'The key to its names did not arrive. Resend it and the key goes along.',
  },
  phone_too_large: {
    zh: '一条记录太大，送不出去。请打开，删短文字再保存。',
    ko: '기록이 너무 커서 보낼수 없습니다. 열어서 글을 줄이고 저장하십시오.',
    en: 'It is too large to be sent. Open it, shorten the text and save.',
  },
  phone_accepted: {
    zh: '负责人已经接受，它已在台账里，不用再做什么。',
    ko: '책임자가 받아들여 이미 대장에 있습니다. 더 할것이 없습니다.',
    en: 'Somebody responsible accepted it. It is in the ledger; nothing is left to do.',
  },
  phone_acceptedDone: { zh: '知道了', ko: '알겠습니다', en: 'All right' },
  mending: {
    zh: '正在修改被退回的记录',
    ko: '돌려보낸 기록을 고치는중',
    en: 'Mending what was sent back',
  },
});
