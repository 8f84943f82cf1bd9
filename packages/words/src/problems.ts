/**
 * What the server says when it cannot do what was asked: titles and details of its problem
 * documents, and why an entry was set aside. No text here ever carries anything that was sent.
 */
import { words } from './message';

export const problems = words({
  brokenJson: { zh: '内容不完整', ko: '내용이 완전하지 않음', en: 'Broken content' },
  brokenJsonDetail: {
    zh: '收到的内容不是完整的 JSON，没有保存任何内容，请重新发送。',
    ko: '받은 내용이 완전한 JSON이 아니여서 아무것도 저장하지 않았습니다. 다시 보내십시오.',
    en: 'What arrived is not complete JSON. Nothing was stored; please send it again.',
  },
  brokenGzip: { zh: '压缩内容损坏', ko: '압축내용 손상', en: 'Broken compression' },
  brokenGzipDetail: {
    zh: '收到的压缩内容不完整或已损坏，没有保存任何内容，请重新发送。',
    ko: '받은 압축내용이 완전하지 않거나 손상되여 아무것도 저장하지 않았습니다. 다시 보내십시오.',
    en: 'The compressed content is cut short or damaged. Nothing was stored; please send it again.',
  },
  brokenEnvelope: { zh: '记录格式不符', ko: '기록형식이 맞지 않음', en: 'Malformed entry' },
  brokenEnvelopeDetail: {
    zh: '第 {number} 条记录的“{path}”不符合格式，这次发送的内容全部没有保存。',
    ko: '{number}번째 기록의 “{path}” 형식이 맞지 않아 이번에 보낸 내용을 모두 저장하지 않았습니다.',
    en: 'Entry {number} is malformed at “{path}”. Nothing of this call was stored.',
  },
  badRequest: { zh: '请求有误', ko: '요청이 옳지 않음', en: 'Bad request' },
  badRequestDetail: {
    zh: '“{path}”缺少或不符合要求。',
    ko: '“{path}”이(가) 없거나 요구에 맞지 않습니다.',
    en: '“{path}” is missing or not as required.',
  },
  wireVersion: { zh: '应用版本不符', ko: '응용 판본이 맞지 않음', en: 'Unsupported version' },
  wireVersionDetail: {
    zh: '此应用的版本与服务器不符，请刷新后再试。手机里的记录不受影响。',
    ko: '이 응용의 판본이 봉사기와 맞지 않습니다. 새로고침하고 다시 해보십시오. 휴대폰의 기록에는 영향이 없습니다.',
    en: 'This app and the server speak different versions. Reload it; the records on the phone are safe.',
  },
  noSession: { zh: '请先登录', ko: '먼저 등록가입하십시오', en: 'Please sign in' },
  noSessionDetail: {
    zh: '没有登录或登录已失效，请用新的登录链接登录。未发送的记录仍在手机里。',
    ko: '가입하지 않았거나 가입이 무효로 되였습니다. 새 가입링크로 들어오십시오. 보내지 않은 기록은 휴대폰에 그대로 있습니다.',
    en: 'There is no valid sign-in. Use a new sign-in link; unsent records stay on the phone.',
  },
  notFound: { zh: '没有找到', ko: '찾을수 없음', en: 'Not found' },
  notFoundDetail: {
    zh: '这里没有您要找的内容。',
    ko: '찾으시는 내용이 여기에 없습니다.',
    en: 'There is nothing here under that name.',
  },
  headMoved: { zh: '台账已有更新', ko: '대장이 갱신됨', en: 'The ledger has moved on' },
  headMovedDetail: {
    zh: '您读取之后台账又有新的记录，没有保存任何内容，请先更新再发送。',
    ko: '읽은 뒤 대장에 새 기록이 올라 아무것도 저장하지 않았습니다. 먼저 갱신한 다음 다시 보내십시오.',
    en: 'Others have written since you read it. Nothing was stored; update first, then send again.',
  },
  notAcceptable: { zh: '不能接受', ko: '받아들일수 없음', en: 'It cannot be accepted' },
  notAcceptableDetail: { zh: '{reason}', ko: '{reason}', en: '{reason}' },
  officeLink: {
    zh: '这是办公室的登录链接',
    ko: '사무실용 가입링크',
    en: 'This sign-in link is for an office',
  },
  officeLinkDetail: {
    zh: '这是办公室的登录链接，请在电脑上打开；链接还没有用掉。',
    ko: '사무실용 가입링크이니 콤퓨터에서 여십시오. 링크는 아직 쓰지 않은것입니다.',
    en: 'This sign-in link is for an office: open it at the desk. It is not used up.',
  },
  linkSpent: { zh: '登录链接无效', ko: '무효한 가입링크', en: 'This link no longer works' },
  linkSpentDetail: {
    zh: '登录链接只能使用一次；这个链接已用过或已过期，请索取新的链接。',
    ko: '가입링크는 한번만 쓸수 있습니다. 이 링크는 이미 썼거나 기한이 지났으니 새 링크를 받으십시오.',
    en: 'A sign-in link works once. This one is used or expired; please ask for a new one.',
  },
  notProven: {
    zh: '交回的记录无法核实',
    ko: '돌려준 기록을 확인할수 없음',
    en: 'What was given back cannot be verified',
  },
  notProvenDetail: {
    zh: '这些记录与本服务器签过名的内容对不上，因此没有接收；手机上的记录原样保留，请联系管理员。',
    ko: '이 기록은 본 봉사기가 서명한 내용과 맞지 않아 접수하지 않았습니다. 휴대전화의 기록은 그대로 보존되니 관리원에게 련락하십시오.',
    en: 'These records do not match what this server once signed, so none was taken. They stay on the phone; please tell the administrator.',
  },
  tooLarge: {
    zh: '一次发送的内容过多',
    ko: '한번에 보낸 내용이 너무 많음',
    en: 'Too much at once',
  },
  tooLargeDetail: {
    zh: '一次最多 {entries} 条记录、{bytes} 字节。没有保存任何内容，请分次发送。',
    ko: '한번에 기록 {entries}건, {bytes}바이트까지 보낼수 있습니다. 아무것도 저장하지 않았으니 나누어 보내십시오.',
    en: 'At most {entries} entries and {bytes} bytes a call. Nothing was stored; send it in parts.',
  },
  unsupportedContent: {
    zh: '不支持的内容类型',
    ko: '지원하지 않는 내용류형',
    en: 'Unsupported content',
  },
  unsupportedContentDetail: {
    zh: '只接受 JSON，可用 gzip 压缩。',
    ko: 'JSON만 받으며 gzip 압축을 쓸수 있습니다.',
    en: 'Only JSON is accepted, optionally compressed with gzip.',
  },
  busy: { zh: '服务器繁忙', ko: '봉사기가 바쁨', en: 'The server is busy' },
  busyDetail: {
    zh: '请稍候，会自动重新发送。',
    ko: '잠시 기다리면 자동으로 다시 보냅니다.',
    en: 'Please wait a moment; it will be sent again by itself.',
  },
  tooManyTries: { zh: '尝试次数过多', ko: '시도회수가 너무 많음', en: 'Too many attempts' },
  tooManyTriesDetail: {
    zh: '请过一会儿再试。',
    ko: '잠시후 다시 해보십시오.',
    en: 'Please try again a little later.',
  },
  databaseGone: { zh: '暂时无法保存', ko: '잠시 저장할수 없음', en: 'Cannot store right now' },
  databaseGoneDetail: {
    zh: '服务器的数据库暂时无法使用，稍后会自动重新发送，手机里的记录不受影响。',
    ko: '봉사기의 데이터베이스를 잠시 쓸수 없습니다. 조금후 자동으로 다시 보내며 휴대폰의 기록에는 영향이 없습니다.',
    en: 'The database is out of reach. It will be sent again by itself; the records on the phone are safe.',
  },
  internal: { zh: '服务器出错', ko: '봉사기 오유', en: 'Something went wrong here' },
  internalDetail: {
    zh: '服务器遇到意外错误，没有保存这次请求，请稍后再试。',
    ko: '봉사기에 뜻밖의 오유가 생겨 이번 요청을 저장하지 않았습니다. 조금후 다시 해보십시오.',
    en: 'The server met an unexpected error and did not carry out the request. Please try again later.',
  },
  rejectedSchema: {
    zh: '内容不符合要求（{path}），请更正后重新发送。',
    ko: '내용이 요구에 맞지 않습니다({path}). 바로잡아 다시 보내십시오.',
    en: 'The content is not as required ({path}). Please mend it and send it again.',
  },
  rejectedPermission: {
    zh: '您无权写入这样的记录，已单独保留，由负责人处理。',
    ko: '이런 기록을 쓸 권한이 없습니다. 따로 보관하였으니 책임자가 처리합니다.',
    en: 'You may not write such a record. It is kept aside for somebody responsible to decide.',
  },
  rejectedForeignPlace: {
    zh: '这条记录属于别的地方，已单独保留，由负责人处理。',
    ko: '이 기록은 다른 곳의것입니다. 따로 보관하였으니 책임자가 처리합니다.',
    en: 'This record belongs to another place. It is kept aside for somebody responsible to decide.',
  },
  rejectedForeignAuthor: {
    zh: '记录人或设备与登录不一致，已单独保留，由负责人处理。',
    ko: '기록한 사람이나 기기가 가입과 일치하지 않습니다. 따로 보관하였으니 책임자가 처리합니다.',
    en: 'Author or device differ from the sign-in. It is kept aside for somebody responsible to decide.',
  },
  rejectedIdReused: {
    zh: '已有一条编号相同、内容不同的记录，这一条已单独保留，由负责人处理。',
    ko: '번호가 같고 내용이 다른 기록이 이미 있습니다. 이 기록은 따로 보관하였으니 책임자가 처리합니다.',
    en: 'Another record with the same id but other content exists. This one is kept aside to be decided.',
  },
  rejectedNul: {
    zh: '文字中有无法保存的空字符（{path}），请更正后重新发送。',
    ko: '글에 저장할수 없는 빈 문자가 있습니다({path}). 바로잡아 다시 보내십시오.',
    en: 'A text contains a NUL character that cannot be kept ({path}). Please mend it and send it again.',
  },
  rejectedLoneSurrogate: {
    zh: '文字中有残缺的字符（{path}），请更正后重新发送。',
    ko: '글에 깨진 문자가 있습니다({path}). 바로잡아 다시 보내십시오.',
    en: 'A text contains half a character ({path}). Please mend it and send it again.',
  },
  rejectedNotCanonical: {
    zh: '内容中有无法如实保存的数值（{path}），请更正后重新发送。',
    ko: '내용에 그대로 저장할수 없는 값이 있습니다({path}). 바로잡아 다시 보내십시오.',
    en: 'A value cannot be kept exactly ({path}). Please mend it and send it again.',
  },
  rejectedNotTheSum: {
    zh: '日报的数字不等于所依据各处数字之和，没有报送，已单独保留。请重新打开日报再报送。',
    ko: '일일보고의 수자가 근거로 삼은 각 곳의 수자를 합한것과 달라 올리지 않았습니다. 따로 보관하였으니 일일보고를 다시 열고 올리십시오.',
    en: 'The figures of the report are not the sum of what it was made from. It was not sent and is kept aside; open the report anew and send it.',
  },
  rejectedNotVouched: {
    zh: '日报或其依据与服务器给出的不一致，没有报送，已单独保留。请重新打开日报再报送。',
    ko: '일일보고나 그 근거가 봉사기에서 내준것과 달라 올리지 않았습니다. 따로 보관하였으니 일일보고를 다시 열고 올리십시오.',
    en: 'The report, or what it was made from, is not as the server gave it. It was not sent and is kept aside; open the report anew and send it.',
  },
  rejectedUnvouched: {
    zh: '这份日报是用旧版页面打开的，没有报送，已单独保留。请刷新页面，重新打开日报再报送。',
    ko: '이 일일보고는 낡은 판의 페지에서 연것이여서 올리지 않고 따로 보관하였습니다. 페지를 새로 읽고 일일보고를 다시 열어 올리십시오.',
    en: 'The report was opened on a page of an older version. It was not sent and is kept aside; reload the page, open the report again and send it.',
  },
  rejectedSentMeanwhile: {
    zh: '在此期间已报送了另一份日报，这一份没有报送，已单独保留。请重新打开日报再报送。',
    ko: '그사이에 다른 일일보고를 올렸으므로 이것은 올리지 않고 따로 보관하였습니다. 일일보고를 다시 열고 올리십시오.',
    en: 'Another report was sent meanwhile. This one was not sent and is kept aside; open the report again and send it.',
  },
  rejectedTooSoon: {
    zh: '同一件事一小时内已提醒过这个村，这一条没有送出，已单独保留。请过一会儿再提醒。',
    ko: '같은 일로 한시간안에 이미 이 촌을 일깨웠으므로 이번것은 보내지 않고 따로 보관하였습니다. 좀 있다가 다시 일깨우십시오.',
    en: 'This village was reminded of the same matter within the hour. This one was not sent and is kept aside; remind again a little later.',
  },
  rejectedMissingKey: {
    zh: '缺少打开姓名等信息的密钥，已单独保留，请连同密钥重新发送。',
    ko: '이름 등을 여는 열쇠가 없어 따로 보관하였습니다. 열쇠와 함께 다시 보내십시오.',
    en: 'The key to its sealed part is missing. It is kept aside; send it again with its key.',
  },
});
