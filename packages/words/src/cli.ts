/** What the server's command line and its start say to the person at the terminal. */
import { words } from './message';

export const cli = words({
  about: {
    zh: '逐户：疫情中一个村所用的一切，每件事只在门口记一次。',
    ko: '집집마다: 전염병때 한개 촌이 쓰는 모든것, 매 사실을 문앞에서 한번만 적습니다.',
    en: 'Doorstep: what a village uses in an outbreak; each fact written down once, at the door.',
  },
  usage: { zh: '用法', ko: '사용법', en: 'Usage' },
  commands: { zh: '命令', ko: '명령', en: 'Commands' },
  options: { zh: '选项', ko: '선택항목', en: 'Options' },
  settings: { zh: '设置（环境变量）', ko: '설정(환경변수)', en: 'Settings (environment)' },
  exitCodes: {
    zh: '退出码：0 成功，1 失败，2 用法错误',
    ko: '종료코드: 0 성공, 1 실패, 2 사용법 오유',
    en: 'Exit codes: 0 done, 1 failed, 2 wrong usage',
  },

  briefAbout: { zh: '某地某日的简报', ko: '한 곳의 하루 간략보고', en: "A place's brief of a day" },
  linkAbout: {
    zh: '生成一次性登录链接',
    ko: '한번 쓰는 가입링크 만들기',
    en: 'Make a one-time sign-in link',
  },
  placesAbout: {
    zh: '列出各地及其代码',
    ko: '각 곳과 그 코드 렬거',
    en: 'List places and their codes',
  },
  statusAbout: {
    zh: '显示数据库和台账的状况',
    ko: '데이터베이스와 대장의 상태 표시',
    en: 'Show the state of the database and its ledgers',
  },
  openapiAbout: {
    zh: '输出接口说明（OpenAPI）',
    ko: '인터페이스설명(OpenAPI) 출력',
    en: 'Print the description of the API (OpenAPI)',
  },

  refused: {
    zh: '服务器没有接受：{code}',
    ko: '봉사기가 받아들이지 않음: {code}',
    en: 'The server did not take it: {code}',
  },

  optionPlace: {
    zh: '地点代码，如 222401101205',
    ko: '곳의 코드, 례: 222401101205',
    en: 'Code of the place, e.g. 222401101205',
  },
  optionDay: { zh: '日期，如 2020-02-04', ko: '날자, 례: 2020-02-04', en: 'Day, e.g. 2020-02-04' },
  optionLang: {
    zh: '语言：zh、ko-CN 或 en',
    ko: '언어: zh, ko-CN 또는 en',
    en: 'Language: zh, ko-CN or en',
  },
  optionCadre: {
    zh: '登录人的编号（c_…），缺省时新建',
    ko: '가입하는 사람의 번호(c_…), 없으면 새로 만듦',
    en: 'Who signs in (c_…); a new one when left out',
  },
  optionApp: {
    zh: '打开哪个应用：field（手机）或 desk（办公室）',
    ko: '어느 응용: field(휴대폰) 또는 desk(사무실)',
    en: 'Which app it opens: field (phone) or desk (office)',
  },
  optionUnder: {
    zh: '只列出此地及其下级',
    ko: '이곳과 그 아래만 렬거',
    en: 'Only this place and what lies below',
  },
  optionJson: { zh: '以 JSON 输出', ko: 'JSON으로 출력', en: 'Print JSON' },
  optionHelp: { zh: '显示此说明', ko: '이 설명 표시', en: 'Show this help' },
  optionVillages: {
    zh: '演示数据的村数（缺省 189，即全州）',
    ko: '시범자료의 촌 수(기정값 189, 곧 전 주)',
    en: 'Villages of the demo (default 189, the whole prefecture)',
  },
  badVillages: {
    zh: '--villages 要写 {min} 到 {max} 之间的整数，且不能与 --empty 同用。',
    ko: '--villages에는 {min}부터 {max}까지의 옹근수를 쓰며 --empty와 함께 쓸수 없습니다.',
    en: '--villages takes a whole number from {min} to {max}, and not together with --empty.',
  },
  optionSeed: {
    zh: '演示数据的种子：同样的种子得到同样的数据（缺省 doorstep）',
    ko: '시범자료의 종자: 같은 종자는 같은 자료를 낳음(기정값 doorstep)',
    en: 'What the demo follows from: the same word, the same demo (default doorstep)',
  },
  badSeed: {
    zh: '--seed 要写 1 到 40 个字母、数字或连字符，且不能与 --empty 同用。',
    ko: '--seed에는 글자(a–z), 수자, 붙임표를 1~40자 쓰며 --empty와 함께 쓸수 없습니다.',
    en: '--seed takes 1 to 40 letters, digits or hyphens, and not together with --empty.',
  },
  holdsOtherDemo: {
    zh: '这个数据目录里已有另一份演示数据：{villages} 个村，种子 {seed}。请去掉 --villages 和 --seed，或用 DOORSTEP_DATA 指定别的目录。',
    ko: '이 자료등록부에는 이미 다른 시범자료가 있습니다: 촌 {villages}개, 종자 {seed}. --villages와 --seed를 빼거나 DOORSTEP_DATA로 다른 등록부를 정하십시오.',
    en: 'This data folder already holds another demo: {villages} villages, seed {seed}. Leave --villages and --seed out, or choose another folder with DOORSTEP_DATA.',
  },
  holdsNoDemo: {
    zh: '这个数据目录是用来实际工作的，不能放演示数据。请用 DOORSTEP_DATA 指定别的目录。',
    ko: '이 자료등록부는 실제 사업에 쓰는것이여서 시범자료를 둘수 없습니다. DOORSTEP_DATA로 다른 등록부를 정하십시오.',
    en: 'This data folder is for real work and takes no demo. Choose another with DOORSTEP_DATA.',
  },
  optionEmpty: { zh: '不生成演示数据', ko: '시범자료를 만들지 않음', en: 'Start without the demo' },

  settingPort: { zh: '端口（缺省 8080）', ko: '포트(기정값 8080)', en: 'Port (default 8080)' },
  settingHost: {
    zh: '监听地址（缺省 127.0.0.1）',
    ko: '접속받는 주소(기정값 127.0.0.1)',
    en: 'Address to listen on (default 127.0.0.1)',
  },
  settingData: {
    zh: '数据目录（缺省 ./.doorstep）',
    ko: '자료등록부(기정값 ./.doorstep)',
    en: 'Data folder (default ./.doorstep)',
  },
  settingDatabase: {
    zh: '使用已有的 PostgreSQL',
    ko: '이미 있는 PostgreSQL 사용',
    en: 'Use an existing PostgreSQL',
  },
  settingTls: {
    zh: 'TLS 证书与私钥文件',
    ko: 'TLS 증명서와 비밀열쇠 파일',
    en: 'Files of the TLS certificate and its key',
  },

  backupAbout: {
    zh: '备份到一个目录（只写上次以后新增的）',
    ko: '등록부에 예비복사(지난번 뒤에 새로 생긴것만)',
    en: 'Back up into a folder (only what is new since the last time)',
  },
  restoreAbout: {
    zh: '从备份恢复到空的数据目录',
    ko: '예비복사에서 빈 자료등록부로 복구',
    en: 'Restore a backup into an empty data folder',
  },
  verifyAbout: {
    zh: '核对全部台账、数字和密钥；有出入则退出码为 1',
    ko: '모든 대장, 수자, 열쇠를 대조; 다르면 종료코드 1',
    en: 'Check every ledger, figure and key; exits 1 when anything is off',
  },
  optionTo: { zh: '备份目录', ko: '예비복사 등록부', en: 'Folder of the backup' },
  optionFrom: { zh: '备份目录', ko: '예비복사 등록부', en: 'Folder of the backup' },
  optionKeysTo: {
    zh: '把密钥另存为此文件，请与备份分开保管',
    ko: '열쇠를 이 파일에 따로 저장, 예비복사와 떨어져 보관하십시오',
    en: 'Also save the keys in this file; keep it apart from the backup',
  },
  optionKeysFrom: {
    zh: '备份时另存的密钥文件',
    ko: '예비복사때 따로 저장한 열쇠파일',
    en: 'The key file saved with the backup',
  },
  optionVerifyBackup: {
    zh: '核对此目录里的备份，而不是数据库',
    ko: '데이터베이스가 아니라 이 등록부의 예비복사를 대조',
    en: 'Check the backup in this folder instead of the database',
  },
  settingBackup: {
    zh: '运行时自动备份到此目录',
    ko: '돌아가는 동안 이 등록부에 자동으로 예비복사',
    en: 'Folder the running server backs up to by itself',
  },
  settingBackupMinutes: {
    zh: '自动备份的间隔，分钟（缺省 15）',
    ko: '자동 예비복사 간격, 분(기정값 15)',
    en: 'Minutes between those backups (default 15)',
  },
  backupDone: {
    zh: '第 {number} 次备份完成：{ledgers} 本台账，新增 {added} 条，共 {entries} 条记录。',
    ko: '{number}번째 예비복사 완료: 대장 {ledgers}개, 새로 {added}건, 모두 {entries}건.',
    en: 'Backup {number} is made: {ledgers} ledgers, {added} new entries, {entries} in all.',
  },
  backupBusy: {
    zh: '另一个备份正在写入 {folder}，请稍后再试。',
    ko: '다른 예비복사가 {folder}에 쓰고있습니다. 좀 있다가 다시 하십시오.',
    en: 'Another backup is being written to {folder}. Try again in a moment.',
  },
  backupBroken: {
    zh: '备份已损坏：{file}',
    ko: '예비복사가 손상됨: {file}',
    en: 'The backup is damaged: {file}',
  },
  noBackup: {
    zh: '{folder} 里没有备份。',
    ko: '{folder}에 예비복사가 없습니다.',
    en: 'There is no backup in {folder}.',
  },
  otherBackup: {
    zh: '{folder} 里是另一个数据库的备份，或数据库比备份还旧。请用别的目录。',
    ko: '{folder}에는 다른 데이터베이스의 예비복사가 있거나 데이터베이스가 예비복사보다 오래되였습니다. 다른 등록부를 쓰십시오.',
    en: '{folder} holds the backup of another database, or of a later state of this one. Choose another folder.',
  },
  keysApart: {
    zh: '密钥文件 {file} 不能放在备份目录里：两者在一起就能读出姓名。',
    ko: '열쇠파일 {file}을(를) 예비복사 등록부에 둘수 없습니다. 둘이 함께 있으면 이름을 읽을수 있습니다.',
    en: 'The key file {file} must not lie in the folder of the backup: together they open every name.',
  },
  fileThere: {
    zh: '{file} 已存在且内容不同，没有覆盖。',
    ko: '{file}이(가) 이미 있고 내용이 달라 덮어쓰지 않았습니다.',
    en: '{file} is there already and says something else; it was left alone.',
  },
  noKeyFile: {
    zh: '{file} 不是密钥文件。',
    ko: '{file}은(는) 열쇠파일이 아닙니다.',
    en: '{file} is not a key file.',
  },
  otherKeyFile: {
    zh: '{file} 里的密钥不是这个备份的。',
    ko: '{file}의 열쇠는 이 예비복사의것이 아닙니다.',
    en: 'The keys in {file} are not those of this backup.',
  },
  folderNotEmpty: {
    zh: '数据目录 {folder} 不是空的。恢复只写入空目录，请用 DOORSTEP_DATA 指定一个。',
    ko: '자료등록부 {folder}이(가) 비여있지 않습니다. 복구는 빈 등록부에만 합니다. DOORSTEP_DATA로 정하십시오.',
    en: 'The data folder {folder} is not empty. A restore needs an empty one; choose it with DOORSTEP_DATA.',
  },
  databaseNotEmpty: {
    zh: '数据库里已有台账。恢复只写入空的数据库。',
    ko: '데이터베이스에 이미 대장이 있습니다. 복구는 빈 데이터베이스에만 합니다.',
    en: 'The database holds ledgers already. A restore needs an empty one.',
  },
  noServerHere: {
    zh: '{folder} 里没有服务器的数据。请用 DOORSTEP_DATA 指定它的数据目录。',
    ko: '{folder}에 봉사기의 자료가 없습니다. DOORSTEP_DATA로 그 자료등록부를 정하십시오.',
    en: 'No server’s data are in {folder}. Name its data folder with DOORSTEP_DATA.',
  },
  halfRestored: {
    zh: '恢复没有完成，这里缺少记录，不能启动。请清空数据目录和数据库，再恢复一次。',
    ko: '복구가 끝나지 않아 기록이 모자라므로 시작할수 없습니다. 자료등록부와 데이터베이스를 비우고 다시 복구하십시오.',
    en: 'A restore into this database broke off: records are missing, and it is not served from. Empty the data folder and the database, and restore again.',
  },
  restoreDone: {
    zh: '已从第 {number} 次备份恢复：{ledgers} 本台账，{entries} 条记录。之后的记录由各手机连上时送回。',
    ko: '{number}번째 예비복사에서 복구됨: 대장 {ledgers}개, 기록 {entries}건. 그 뒤의 기록은 휴대폰들이 련결되면 돌려보냅니다.',
    en: 'Restored from backup {number}: {ledgers} ledgers, {entries} entries. Later ones come back from the phones as they connect.',
  },
  verifySound: {
    zh: '{ledgers} 本台账、{entries} 条记录，全部无误。',
    ko: '대장 {ledgers}개, 기록 {entries}건, 모두 맞습니다.',
    en: '{ledgers} ledgers, {entries} entries: all sound.',
  },
  verifyFound: {
    zh: '{ledgers} 本台账、{entries} 条记录，发现 {found} 处出入。',
    ko: '대장 {ledgers}개, 기록 {entries}건에서 {found}군데가 다릅니다.',
    en: '{ledgers} ledgers, {entries} entries: {found} findings.',
  },
  foundGap: { zh: '编号不连续', ko: '번호가 이어지지 않음', en: 'numbers do not follow' },
  foundChain: { zh: '内容被改动过', ko: '내용이 고쳐졌음', en: 'was changed' },
  foundHead: {
    zh: '台账末尾不符',
    ko: '대장의 끝이 맞지 않음',
    en: 'the head is not the last entry',
  },
  foundSegment: { zh: '分段不符', ko: '토막이 다름', en: 'a segment is not its entries' },
  foundAside: {
    zh: '待核的记录被改动过',
    ko: '따로 둔 기록이 고쳐졌음',
    en: 'what was set aside was changed',
  },
  foundDelivery: {
    zh: '转发超出台账',
    ko: '전달이 대장을 넘어섬',
    en: 'delivered beyond its end',
  },
  foundId: {
    zh: '编号或种类与内容不符',
    ko: '식별자나 종류가 내용과 다름',
    en: 'id or kind is not its content’s',
  },
  foundFold: { zh: '汇总超出台账', ko: '집계가 대장을 넘어섬', en: 'folded beyond its end' },
  foundHeard: {
    zh: '最近来报时间不符',
    ko: '마지막 보고시간이 다름',
    en: 'when it was last heard from differs',
  },
  foundTally: { zh: '数字不符', ko: '수자가 다름', en: 'a figure differs' },
  foundRollup: { zh: '上级合计不符', ko: '웃급 합계가 다름', en: 'a sum differs by' },
  foundObligation: { zh: '待办不符', ko: '할 일이 다름', en: 'what is owed differs' },
  foundContact: { zh: '联系人不符', ko: '련락할 사람이 다름', en: 'whom to call differs' },
  foundKeyMissing: { zh: '缺少密钥', ko: '열쇠가 없음', en: 'a key is missing' },
  foundKeyBroken: { zh: '密钥打不开', ko: '열쇠가 열리지 않음', en: 'a key does not open' },

  unknownCommand: {
    zh: '没有“{name}”这个命令。',
    ko: '“{name}”이라는 명령이 없습니다.',
    en: 'There is no command “{name}”.',
  },
  badOption: {
    zh: '选项有误：{name}',
    ko: '선택항목이 옳지 않음: {name}',
    en: 'Wrong option: {name}',
  },
  missingOption: {
    zh: '缺少选项 {name}。',
    ko: '선택항목 {name}이(가) 없습니다.',
    en: 'Option {name} is missing.',
  },
  badSetting: {
    zh: '设置 {name} 有误。',
    ko: '설정 {name}이(가) 옳지 않습니다.',
    en: 'Setting {name} is not valid.',
  },
  unreadableTls: {
    zh: '无法读取 {name} 所指的文件。',
    ko: '{name}이(가) 가리키는 파일을 읽을수 없습니다.',
    en: 'The file named by {name} cannot be read.',
  },
  unknownPlace: {
    zh: '没有代码为 {place} 的地点。',
    ko: '코드가 {place}인 곳이 없습니다.',
    en: 'There is no place with the code {place}.',
  },
  failed: { zh: '失败：{reason}', ko: '실패: {reason}', en: 'Failed: {reason}' },

  officeLink: {
    zh: '{place}是办公室，不用手机应用。请去掉 --app field，或改为 --app desk。',
    ko: '{place}은(는) 사무실이므로 휴대폰 응용을 쓰지 않습니다. --app field를 빼거나 --app desk로 하십시오.',
    en: '{place} is an office and does not use the phone app. Leave --app field out, or say --app desk.',
  },
  linkFor: {
    zh: '{place} 的登录链接（只能用一次，{days} 天内有效）：',
    ko: '{place} 가입링크(한번만, {days}일내 유효):',
    en: 'Sign-in link for {place} (works once, valid {days} days):',
  },
  statusDatabase: { zh: '数据库', ko: '데이터베이스', en: 'Database' },
  statusLedgers: { zh: '台账', ko: '대장', en: 'Ledgers' },
  statusEntries: { zh: '记录', ko: '기록', en: 'Entries' },
  statusServer: { zh: '服务器', ko: '봉사기', en: 'Server' },
  statusRunning: {
    zh: '运行中（{version}）',
    ko: '돌아가는중({version})',
    en: 'running ({version})',
  },
  statusStopped: { zh: '未运行', ko: '돌아가지 않음', en: 'not running' },
  statusDemo: { zh: '演示数据', ko: '시범자료', en: 'Demo' },
  statusServerTime: { zh: '服务器时间', ko: '봉사기시간', en: 'Server time' },
  statusOk: { zh: '正常', ko: '정상', en: 'ok' },

  portTaken: {
    zh: '端口 {port} 已被占用。请关闭占用它的程序，或用 PORT 指定别的端口。',
    ko: '포트 {port}을(를) 이미 다른 프로그람이 쓰고있습니다. 그 프로그람을 닫거나 PORT로 다른 포트를 정하십시오.',
    en: 'Port {port} is taken. Close the program that uses it, or choose another with PORT.',
  },
  cannotListen: {
    zh: '无法在 {host}:{port} 上监听（{code}）。',
    ko: '{host}:{port}에서 접속을 받을수 없습니다({code}).',
    en: 'Cannot listen on {host}:{port} ({code}).',
  },
  plainHttp: {
    zh: '注意：HOST 不是本机地址而没有 TLS：手机上不能离线使用，姓名会以明文传输。请设置 TLS_CERT 和 TLS_KEY。',
    ko: '주의: HOST가 이 기계의 주소가 아닌데 TLS가 없습니다. 휴대폰에서 오프라인으로 쓸수 없고 이름이 암호화되지 않은채 전송됩니다. TLS_CERT와 TLS_KEY를 설정하십시오.',
    en: 'Warning: HOST is not this machine and there is no TLS: phones cannot work offline and names travel in the clear. Set TLS_CERT and TLS_KEY.',
  },
  logLost: {
    zh: '注意：日志写不进去（{code}），部分日志会丢失；服务继续运行。请检查磁盘是否已满。',
    ko: '주의: 기록 파일에 쓸수 없어({code}) 일부 기록이 없어집니다. 봉사는 계속됩니다. 디스크가 찼는지 확인하십시오.',
    en: 'Warning: the log cannot be written ({code}); some of its lines will be lost. The server goes on. See whether the disk is full.',
  },
  startingDatabase: {
    zh: '正在启动数据库…',
    ko: '데이터베이스를 시동하는중…',
    en: 'Starting the database…',
  },
  demoProgress: {
    zh: '正在制作演示数据 {percent}%',
    ko: '시범자료를 만드는중 {percent}%',
    en: 'Making the demo {percent}%',
  },
  otherKeys: {
    zh: '这个数据库是用另一套密钥建立的，{folder} 里的密钥打不开其中的姓名。请把原来服务器数据目录里的 keys 文件夹放到这里。',
    ko: '이 데이터베이스는 다른 열쇠로 만들어진것이여서 {folder}의 열쇠로는 그 안의 이름을 열수 없습니다. 원래 봉사기 자료등록부의 keys 등록부를 여기에 두십시오.',
    en: 'This database was made with other keys: those in {folder} cannot open its names. Put the keys folder of the first server’s data folder here.',
  },
  demoElsewhere: {
    zh: '另一台服务器正在这个数据库里制作演示数据，请等它完成后再启动。',
    ko: '다른 봉사기가 이 데이터베이스에 시범자료를 만들고있습니다. 끝난 다음에 다시 시작하십시오.',
    en: 'Another server is making the demo in this database. Start again when it is ready.',
  },
  holdsDemo: {
    zh: '这个数据目录里是演示数据，不能用于实际工作。请用 DOORSTEP_DATA 指定别的目录。',
    ko: '이 자료등록부에는 시범자료가 들어있어 실제 사업에 쓸수 없습니다. DOORSTEP_DATA로 다른 등록부를 정하십시오.',
    en: 'This data folder holds the demo and is not for real work. Choose another with DOORSTEP_DATA.',
  },
  demoReady: { zh: '演示数据已就绪。', ko: '시범자료가 준비되였습니다.', en: 'The demo is ready.' },
  demoFailed: {
    zh: '演示数据制作中断：{reason}',
    ko: '시범자료를 만들다가 중단됨: {reason}',
    en: 'Making the demo stopped: {reason}',
  },
  ready: { zh: '逐户已启动', ko: '집집마다가 시동되였습니다', en: 'Doorstep is running' },
  phoneApp: { zh: '手机', ko: '휴대폰', en: 'Phone' },
  deskApp: { zh: '办公室', ko: '사무실', en: 'Desk' },
  signInLinks: {
    zh: '一次性登录链接（每次启动都是新的）',
    ko: '한번 쓰는 가입링크(시동할 때마다 새로움)',
    en: 'One-time sign-in links (new at every start)',
  },
  moreLinks: {
    zh: '更多链接：npm run doorstep -- link --place 代码 [--cadre c_…]',
    ko: '더 많은 링크: npm run doorstep -- link --place 코드 [--cadre c_…]',
    en: 'More links: npm run doorstep -- link --place CODE [--cadre c_…]',
  },
  stopHint: { zh: '按 Ctrl-C 停止', ko: 'Ctrl-C로 멈춤', en: 'Ctrl-C stops it' },
  stopping: { zh: '正在停止…', ko: '멈추는중…', en: 'Stopping…' },
  stopped: { zh: '已停止。', ko: '멈추었습니다.', en: 'Stopped.' },

  frontTitle: { zh: '逐户', ko: '집집마다', en: 'Doorstep' },
  frontField: { zh: '手机：在门口登记', ko: '휴대폰: 문앞에서 등록', en: 'Phone: at the door' },
  frontDesk: {
    zh: '办公室：看还缺什么',
    ko: '사무실: 아직 빠진것 보기',
    en: 'Desk: what is still missing',
  },
});
