/** Workbooks made by hand after those that an outbreak brings: screening tables, forms, odd lists. */
import { describe, expect, it } from 'vitest';
import { inventId, inventPhone } from './testing/invent';
import { cells, outline, problemsOf, readCsv, readXlsx } from './testing/outline';
import { encodeGb18030 } from './testing/gb18030';

const man = (day: string) => inventId(day, 11);
const woman = (day: string) => inventId(day, 22);

describe('tables as an outbreak brings them', () => {
  it('a screening table under two headers', () => {
    const found = readXlsx({
      name: 'Sheet1',
      merges: [
        'A1:N1',
        'A2:N2',
        'G3:J3',
        ...'ABCDEFKLMN'.split('').map((letter) => `${letter}3:${letter}4`),
      ],
      rows: [
        ['新型冠状病毒感染的肺炎疫情排查表'],
        ['单位：南沟村    填报时间：2020年2月5日    填报人：张某  联系电话：0433-4222222'],
        cells(
          `序号|姓名|性别|年龄|身份证号|家庭住址|外出返乡情况||||是否接触过湖北人员|目前体温（℃）|有无发热、咳嗽等症状|备注`,
        ),
        cells(`||||||返乡时间|从何地返乡|乘坐交通工具|车次/航班/车牌||||`),
        cells(
          `1|金龙|男|32|${man('1988-01-02')}|一组5号|1月23日|湖北武汉|火车|K1234|是|36.5|无|居家隔离14天`,
        ),
        cells(
          `2|李花|女|30|${woman('1990-01-02')}|一组5号|12.23|湖北武汉|火车|K1234|是|37.5|咳嗽|送县医院`,
        ),
        cells(`3|崔某|男|50|${man('1970-01-02')}|二组|正月初一|长春|自驾|吉A12345|否|36.2|无|`),
        ['合计', '3人'],
      ],
    });
    expect(outline(found)).toEqual([': 金龙', ': 李花', ': 崔某']);
    expect(found.people.map(({ returned }) => returned)).toEqual([
      { day: '2020-01-23', from: '湖北武汉', transport: '火车', number: 'K1234' },
      { day: '2019-12-23', from: '湖北武汉', transport: '火车', number: 'K1234' },
      { day: undefined, from: '长春', transport: '自驾', number: '吉A12345' },
    ]);
    expect(found.people[1]).toMatchObject({ temperatureTenths: 375, symptoms: '咳嗽' });
    expect(problemsOf(found)).toEqual(['G7 date_lunar']);
  });

  it('a form of an office: instructions above, an example, numbered columns, signatures', () => {
    const found = readXlsx({
      name: '附件1',
      merges: ['A1:G1', 'A2:G2', 'A3:G3'],
      rows: [
        ['附件1'],
        ['返乡人员登记表'],
        ['填表说明：1.姓名、身份证号必须填写；2.返乡时间按年月日填写。'],
        undefined,
        cells(`单位：南沟村|||||2020年1月30日|`),
        cells(`序号|返乡人员姓名|身份证号|联系电话|返乡时间|从何地返乡|交通方式及车次`),
        cells(`甲|乙|1|2|3|4|5`),
        cells(`例|张三|590101199001010000|12345678901|2020-01-20|武汉|火车K1`),
        cells(`1|金返|${man('1991-02-03')}|${inventPhone(31)}|1月20日|武汉|火车K1566`),
        [
          2,
          '李返',
          woman('1992-02-03'),
          inventPhone(32),
          { serial: 43_852 },
          '韩国',
          '飞机 CZ6074',
        ],
        [3],
        [4],
        ['填表人：李某某', '', '审核人：', '王某某'],
      ],
    });
    expect(outline(found)).toEqual([': 金返', ': 李返']);
    expect(found.people.map(({ returned }) => returned)).toEqual([
      { day: '2020-01-20', from: '武汉', transport: '火车', number: 'K1566' },
      { day: '2020-01-22', from: '韩国', transport: '飞机', number: 'CZ6074' },
    ]);
    expect(found.sheets[0]!.skipped).toMatchObject({
      title: 4,
      note: 1,
      signature: 1,
      numbered: 2,
    });
    expect(problemsOf(found)).toEqual([]);
  });

  it('a sheet of people with everything anybody ever asked', () => {
    const found = readXlsx({
      name: '人口信息采集表',
      rows: [
        cells(
          `所属网格|门牌号|姓名|与户主关系|身份证号|民族|政治面貌|婚姻状况|文化程度|职业|健康状况|户籍地址|现居住地|居住情况|是否低保|车牌号|电话|网格员|网格员电话`,
        ),
        cells(
          `第1网格|12号|金某|户主|${man('1960-01-01')}|朝鲜族|中共党员|已婚|高中|务农|健康|吉林省和龙市|南沟村12号|常住|否|吉H12345|${inventPhone(21)}|张网格|${inventPhone(99)}`,
        ),
        cells(
          `第1网格|12号|李某|妻|${woman('1961-01-01')}|汉族|群众|已婚|初中|务农|高血压|吉林省和龙市|长春市|户籍|否|||张网格|${inventPhone(99)}`,
        ),
        cells(
          `第1网格|13号|外某|租户|${man('1980-01-01')}|汉族|群众|未婚|初中|打工|健康|黑龙江省|南沟村13号|流动人口|否|||张网格|${inventPhone(99)}`,
        ),
      ],
    });
    expect(found.people.map(({ name, residence }) => [name, residence])).toEqual([
      ['金某', 'resident'],
      ['李某', 'registered'],
      ['外某', 'outsider'],
    ]);
    expect(found.people[1]!.address).toBe('长春市');
    expect(found.people[0]!.phones).toEqual([inventPhone(21)]);
    expect(problemsOf(found)).toEqual(['D4 household_unclear']);
  });

  it('no header at all', () => {
    const found = readCsv([
      ['1', '金无', '男', man('1971-02-03'), inventPhone(41)],
      ['2', '李无', '女', woman('1972-02-03'), inventPhone(42)],
      ['3', '朴无', '男', man('1973-02-03'), inventPhone(43)],
    ]);
    expect(found.people.map(({ name, row }) => [name, row])).toEqual([
      ['金无', 1],
      ['李无', 2],
      ['朴无', 3],
    ]);
    expect(found.columns.map(({ meaning, sure }) => `${meaning} ${sure}`)).toEqual([
      'unknown none',
      'name guess',
      'sex guess',
      'idNumber guess',
      'phone guess',
    ]);
  });

  it('a form for each household, one below the other', () => {
    const members = ['姓名', '与户主关系', '性别', '身份证号', '备注'];
    const found = readXlsx({
      name: '一户一表',
      merges: ['A1:E1', 'A8:E8'],
      rows: [
        ['家庭情况登记表'],
        cells(`户主|金户|住址|南沟村1号|联系电话|${inventPhone(51)}`),
        ['家庭成员'],
        members,
        ['金户', '户主', '男', man('1960-06-01'), ''],
        ['李户', '妻', '女', woman('1961-06-01'), ''],
        undefined,
        ['家庭情况登记表'],
        cells(`户主|朴户|住址|南沟村2号|联系电话|${inventPhone(52)}`),
        ['家庭成员'],
        members,
        ['朴户', '户主', '男', man('1960-07-01'), ''],
      ],
    });
    expect(outline(found)).toEqual([': 金户 head, 李户 spouse', ': 朴户 head']);
    expect(problemsOf(found)).toEqual([]);
  });

  it('a header broken over two lines without merges', () => {
    const found = readCsv([
      ['南沟村疫情防控信息表'],
      cells(`村民|户主|户内成员信息||||是否`),
      cells(`小组|姓名|姓名|与户主关系|身份证号码|联系电话|外出`),
      cells(`1组|金户|金户|户主|${man('1960-06-01')}|${inventPhone(61)}|否`),
      cells(`||李户|妻|${woman('1961-06-01')}||在韩国`),
      cells(`2组|朴户|朴户|户主|${man('1960-07-01')}||是`),
    ]);
    expect(outline(found)).toEqual(['1组: 金户 head, 李户 spouse', '2组: 朴户 head']);
    expect(found.people.map(({ away }) => away)).toEqual([false, true, true]);
    expect(problemsOf(found)).toEqual([]);
  });

  it('names and phones as fingers type them', () => {
    const found = readXlsx({
      name: 'Sheet1',
      rows: [
        ['姓　名', '与户主\n关系', '身份证\n号码', '手机号'],
        ['金  哲', '户主', man('1960-06-01'), `${inventPhone(71)}\n${inventPhone(72)}`],
        ['李英（已故）', '妻', woman('1961-06-01'), `${inventPhone(73)}（子）`],
        ['未取名', '孙', '无', ''],
        ['KIM JINA', '儿媳', 'M12345678', '+82-10-1111-2222'],
        ['欧阳 娜娜', '户主', woman('1975-06-01'), `手机：${inventPhone(74)}`],
        ['张三、李四', '子', '', ''],
        [
          { rich: ['朴', '虎'] },
          '子',
          { formula: '"x"', value: man('1999-06-01') },
          { formula: 'A1' },
        ],
      ],
    });
    expect(outline(found)).toEqual([
      ': 金哲 head, 李英 spouse, 未取名 grandchild, KIM JINA child',
      ': 欧阳娜娜 head, 朴虎 child',
    ]);
    expect(found.people[1]).toMatchObject({ remarks: '已故', phones: [inventPhone(73)] });
    expect(found.people[3]).toMatchObject({
      idKind: 'other',
      idTrusted: true,
      phones: ['+821011112222'],
    });
    expect(problemsOf(found)).toEqual(['A7 names_in_one_cell', 'D8 formula_without_value']);
  });

  it('a sheet for each group, a summary, an empty one, a hidden one, one of other things', () => {
    const header = ['户主', '姓名', '与户主关系'];
    const found = readXlsx(
      {
        name: '汇总',
        rows: [
          ['组别', '户数', '人口', '备注'],
          ['一组', 45, 130, ''],
          ['二组', 38, 101, ''],
          ['合计', { formula: 'SUM(B2:B3)', value: 83 }, 231, ''],
        ],
      },
      { name: '一组', rows: [['南沟村花名册'], header, ['金一', '金一', '户主']] },
      { name: '二组', rows: [header, ['朴一', '朴一', '户主'], ['', '朴二', '子']] },
      { name: 'Sheet4', rows: [] },
      { name: '旧', isHidden: true, rows: [header, ['崔一', '崔一', '户主']] },
      {
        name: '物资',
        rows: [
          ['口罩', 200],
          ['酒精', 12],
        ],
      },
    );
    expect(outline(found)).toEqual(['一组: 金一 head', '二组: 朴一 head, 朴二 child']);
    expect(
      found.counts.map(({ group, households, people }) => [group, households, people]),
    ).toEqual([
      ['一组', 45, 130],
      ['二组', 38, 101],
    ]);
    expect(found.sheets.map(({ role }) => role)).toEqual([
      'summary',
      'register',
      'register',
      'empty',
      'hidden',
      'unknown',
    ]);
    expect(problemsOf(found)).toEqual(['A1 sheet_hidden', 'A1 sheet_not_understood']);
  });

  it('columns that change further down', () => {
    const found = readCsv(
      [
        ['一组名单'],
        ['姓名', '关系', '电话'],
        ['金一', '户主', inventPhone(1)],
        ['李一', '妻', ''],
        [],
        ['二组名单'],
        ['序号', '户主', '姓名', '关系', '身份证号'],
        ['1', '朴一', '朴一', '户主', man('1960-01-01')],
        ['2', '朴一', '朴二', '子', man('1990-01-01')],
      ],
      encodeGb18030,
    );
    expect(outline(found)).toEqual(['一组: 金一 head, 李一 spouse', '二组: 朴一 head, 朴二 child']);
    expect(found.stats.idsTrusted).toBe(2);
    expect(problemsOf(found)).toEqual([]);
  });

  it('a list of another year says so once, not in every row', () => {
    const people = Array.from({ length: 12 }, (_, n) => [
      `金${'甲乙丙丁戊己庚辛壬癸子丑'[n]}`,
      man(`19${60 + n}-01-01`),
      2010 - (1960 + n),
    ]);
    const found = readXlsx({ name: '名单', rows: [['姓名', '身份证号', '年龄'], ...people] });
    expect(problemsOf(found)).toEqual(['C1 ages_of_another_year']);
  });
});
