/** Workbooks made by hand after those that villages keep: registers of everybody. */
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from './testing/gb18030';
import { inventId, inventPhone } from './testing/invent';
import { cells, outline, problemsOf, readCsv, readXlsx } from './testing/outline';

const man = (day: string) => inventId(day, 11);
const woman = (day: string) => inventId(day, 22);

describe('registers as villages keep them', () => {
  it('a roster of registered poor people', () => {
    const village = '吉林省|延边州|和龙市|某镇|南沟村';
    const found = readXlsx({
      name: '贫困人口明细',
      merges: ['A1:T1'],
      rows: [
        ['南沟村建档立卡贫困人口信息花名册（2019年12月）'],
        cells(
          `序号|省|市|县|乡|行政村|户编号|人编号|姓名|性别|证件号码|与户主关系|民族|文化程度|健康状况|劳动技能|是否军烈属|贫困户属性|脱贫年度|联系电话`,
        ),
        cells(
          `1|${village}|2200001|2200001001|金哲洙|男|${man('1955-03-02')}|户主|朝鲜族|初中|长期慢性病|弱劳动力|否|低保贫困户|2018|${inventPhone(1)}`,
        ),
        cells(
          `2|${village}|2200001|2200001002|李贞子|女|${woman('1957-06-02')}|配偶|朝鲜族|小学|残疾|无劳动力|否|低保贫困户|2018|`,
        ),
        cells(
          `3|${village}|2200002|2200002001|崔万国|男|${man('1949-03-02')}|户主|汉族|文盲或半文盲|健康|普通劳动力|否|一般贫困户|2017|0433-4222222`,
        ),
        cells(
          `4|${village}|2200003|2200003001|韩玉梅|女|${woman('1949-10-02')}|户主|汉族|小学|患有大病|丧失劳动力|否|五保贫困户|2017|`,
        ),
      ],
    });
    expect(outline(found)).toEqual([
      '2200001: 金哲洙 head, 李贞子 spouse',
      '2200002: 崔万国 head',
      '2200003: 韩玉梅 head',
    ]);
    expect(found.people[0]!.labels).toEqual({ chronic: true, poor: true, 'low-income': true });
    expect(found.households[2]!.labels).toEqual({ poor: true, 'five-guarantees': true });
    expect(problemsOf(found)).toEqual([]);
  });

  it('group by group in one sheet, the householder merged down, numbers begun anew', () => {
    const found = readXlsx({
      name: '户籍',
      merges: ['A1:H1', 'A3:H3', 'A9:H9', 'A4:A6', 'B4:B6', 'A7:A8', 'B7:B8'],
      rows: [
        ['南沟村村民花名册'],
        cells(`户号|户主|姓名|关系|性别|出生年月|电话|备注`),
        ['第一村民小组'],
        [1, '金铁', '金铁', '户主', '男', '1960年3月', Number(inventPhone(3)), ''],
        cells(`||李花|妻|女|1962.05||`),
        cells(`||金小|长子|男|1990-11||在韩国`),
        cells(`2|朴山|朴山|户主|男|1955年12月||`),
        cells(`||朴海|女|女|1985.7||`),
        ['第二村民小组'],
        cells(`1|许三|许三|户主|男|1970年||`),
        cells(`2|许四|许四|户主|男|1971年2月||`),
        cells(`||许五|子|男|2001年||`),
      ],
    });
    expect(outline(found)).toEqual([
      '1 第一村民小组: 金铁 head, 李花 spouse, 金小 child',
      '2 第一村民小组: 朴山 head, 朴海 child',
      '1 第二村民小组: 许三 head',
      '2 第二村民小组: 许四 head, 许五 child',
    ]);
    expect(found.people.map(({ birthDate }) => birthDate)).toEqual([
      '1960-03',
      '1962-05',
      '1990-11',
      '1955-12',
      '1985-07',
      '1970',
      '1971-02',
      '2001',
    ]);
    expect(problemsOf(found)).toEqual([]);
  });

  it('one household a row, members beside it under two headers', () => {
    const blank = ['', '', ''];
    const found = readXlsx({
      name: '台账',
      merges: ['A1:N1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:G2', 'H2:J2', 'K2:M2', 'N2:N3'],
      rows: [
        ['农户信息台账'],
        cells(`序号|户主姓名|身份证号|联系电话|家庭成员1|||家庭成员2|||家庭成员3|||家庭住址`),
        [
          '',
          '',
          '',
          '',
          ...Array.from({ length: 3 }, () => ['姓名', '与户主关系', '身份证号']).flat(),
          '',
        ],
        [
          1,
          '金一',
          man('1960-01-01'),
          inventPhone(4),
          '李二',
          '妻',
          woman('1961-01-01'),
          '金三',
          '子',
          man('1990-01-01'),
          ...blank,
          '南沟村1号',
        ],
        [2, '朴一', man('1960-01-02'), inventPhone(5), ...blank, ...blank, ...blank, '南沟村2号'],
        cells(
          `3|崔一|${man('1960-01-03')}||许二|配偶|${woman('1961-01-04')}|崔三|女|${woman('1990-01-05')}|崔四|母|${woman('1935-01-05')}|南沟村3号`,
        ),
      ],
    });
    expect(outline(found)).toEqual([
      ': 金一 head, 李二 spouse, 金三 child',
      ': 朴一 head',
      ': 崔一 head, 许二 spouse, 崔三 child, 崔四 parent',
    ]);
    expect(found.stats.idsTrusted).toBe(8);
    expect(found.households.map(({ address }) => address)).toEqual([
      '南沟村1号',
      '南沟村2号',
      '南沟村3号',
    ]);
    expect(problemsOf(found)).toEqual([]);
  });

  it('one household a row, numbered members, the householder among them', () => {
    const found = readCsv([
      cells(
        `户号|户主姓名|家庭人口|成员1姓名|成员1关系|成员1身份证号|成员2姓名|成员2关系|成员2身份证号|联系电话`,
      ),
      cells(
        `1|金一|3|金一|户主|${man('1965-01-01')}|李二|妻|${woman('1966-01-01')}|${inventPhone(6)}`,
      ),
      cells(`2|朴三|1|朴三|户主|${woman('1966-01-02')}||||${inventPhone(7)}`),
    ]);
    expect(outline(found)).toEqual(['1: 金一 head, 李二 spouse', '2: 朴三 head']);
    expect(found.people[0]!.phones).toEqual([inventPhone(6)]);
    expect(found.households.map(({ declaredCount }) => declaredCount)).toEqual([3, 1]);
    expect(problemsOf(found)).toEqual([]);
  });

  it('households alone, exported from an office program in GB18030', () => {
    const found = readCsv(
      [
        cells(`户主姓名|家庭人口|组别|是否低保|是否残疾|是否党员|身份证号码|联系电话|备注`),
        cells(`金英|3|1组|否|否|是|${man('1965-03-03')}\t|${inventPhone(8)}|务工在外，年前返`),
        cells(`李山|1|1组|是|二级肢体|否|'${man('1950-03-03')}|4222222|`),
        ['朴海', 5, '2组', '否', '否', '否', { digits: man('1950-03-09') }, '1.38E+10', ''],
      ],
      encodeGb18030,
    );
    expect(outline(found)).toEqual(['1组: 金英 head', '1组: 李山 head', '2组: 朴海 head']);
    expect(found.people[1]!.labels).toEqual({
      'low-income': true,
      disabled: true,
      'party-member': false,
    });
    expect(found.people[1]!.phones).toEqual(['4222222']);
    expect(problemsOf(found)).toEqual(['G4 id_damaged', 'H4 phone_impossible']);
  });

  it('in Korean, the householder once', () => {
    const found = readXlsx({
      name: '2조',
      merges: ['A1:J1'],
      rows: [
        ['하룡성촌 제2촌민소조 주민등록부'],
        cells(
          `번호|호주|성명|호주와의 관계|성별|출생년월일|공민증번호|전화번호|한국 체류 여부|비고`,
        ),
        cells(`1|김철수|김철수|호주|남|1955.3.2|${man('1955-03-02')}|154-0000-0001|아니|`),
        cells(
          `2||박영희|처|녀|1957년 6월 2일|${woman('1957-06-02')}|+82 10-2345-6789|예|한국 서울`,
        ),
        cells(`3|최명호|최명호|호주|남|1949.3.2|${man('1949-03-02')}||아니|`),
      ],
    });
    expect(outline(found)).toEqual(['2조: 김철수 head, 박영희 spouse', '2조: 최명호 head']);
    expect(found.people[1]!.phones).toEqual(['+821023456789']);
    expect(problemsOf(found)).toEqual([]);
  });

  it('names in both scripts side by side', () => {
    const found = readXlsx({
      name: '명부',
      rows: [
        ['序号/번호', '姓名', '이름', '与户主关系/관계', '身份证号/신분증번호'],
        [1, '金哲洙', '김철수', '户主', man('1955-03-02')],
        [2, '朴英姬', '박영희', '妻', woman('1957-06-02')],
      ],
    });
    expect(outline(found)).toEqual([': 金哲洙 head, 朴英姬 spouse']);
    expect(found.people.map(({ nameKorean }) => nameKorean)).toEqual(['김철수', '박영희']);
    expect(problemsOf(found)).toEqual([]);
  });

  it('a list whose numbers begin again with every household', () => {
    const people: [number, string][] = [
      [1, '金大'],
      [2, '李小'],
      [3, '金中'],
      [1, '朴大'],
      [2, '朴小'],
      [1, '崔大'],
      [1, '许大'],
      [2, '许小'],
    ];
    const found = readXlsx({
      name: '名单',
      rows: [
        ['序号', '姓名', '电话'],
        ...people.map(([serial, name], at) => [serial, name, inventPhone(at)]),
      ],
    });
    expect(outline(found)).toEqual([
      ': 金大, 李小, 金中',
      ': 朴大, 朴小',
      ': 崔大',
      ': 许大, 许小',
    ]);
  });

  it('doors with counts, some without a name', () => {
    const found = readXlsx({
      name: '住户',
      rows: [
        ['东沟屯住户登记'],
        ['门牌号', '户主', '家庭人口', '电话'],
        ['1', '金大', 4, inventPhone(9)],
        ['2', '朴大', 3, ''],
        ['3', '', 2, ''],
        ['4', '崔大', 2, '无'],
        ['总计', '', '11', ''],
      ],
    });
    expect(
      found.households.map(({ door, declaredCount, people }) => [
        door,
        declaredCount,
        people.length,
      ]),
    ).toEqual([
      ['1', 4, 1],
      ['2', 3, 1],
      ['3', 2, 0],
      ['4', 2, 1],
    ]);
    expect(found.households[0]!.group).toBe('东沟屯');
    expect(problemsOf(found)).toEqual([]);
  });

  it('members below a householder who is not among them', () => {
    const found = readXlsx({
      name: '家庭成员',
      merges: ['A2:A3'],
      rows: [
        ['户主', '家庭成员', '与户主关系', '身份证号'],
        ['金大', '李小', '妻', woman('1961-02-01')],
        ['', '金中', '长子', man('1990-02-01')],
        ['朴大', '朴小', '女', woman('1991-02-01')],
        ['崔大', '', '', ''],
      ],
    });
    expect(outline(found)).toEqual([
      ': 李小 spouse, 金中 child, 金大 head',
      ': 朴小 child, 朴大 head',
      ': 崔大 head',
    ]);
    expect(problemsOf(found)).toEqual([]);
  });

  it('two lists side by side with a gap between', () => {
    const found = readXlsx({
      name: '电话',
      merges: ['A1:I1'],
      rows: [
        ['各户联系电话一览'],
        cells(`序号|户主|门牌|电话||序号|户主|门牌|电话`),
        cells(`1|金一|101|${inventPhone(11)}||4|李四|104|${inventPhone(14)}`),
        cells(`2|金二|102|${inventPhone(12)}||5|李五|105|0433-12`),
        [3, '金三', '103', inventPhone(13)],
      ],
    });
    expect(
      found.households.map(({ door, householderName }) => `${door} ${householderName}`),
    ).toEqual(['101 金一', '104 李四', '102 金二', '105 李五', '103 金三']);
    expect(problemsOf(found)).toEqual(['I4 phone_impossible']);
  });
});
