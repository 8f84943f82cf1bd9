import { expect, test } from 'vitest';
import { smsLink, spokenPhone, telLink } from './phone';

test.each([
  ['19900003333', 'tel:19900003333', '199 0000 3333'],
  [' 199 0000 3333 ', 'tel:19900003333', '199 0000 3333'],
  ['0433-000-0000', 'tel:04330000000', '0433-000-0000'],
  ['+82 10 0000 0000', 'tel:+821000000000', '+82 10 0000 0000'],
  ['19900003333;19900004444', 'tel:1990000333319900004444', '19900003333;19900004444'],
])('%s is dialled %s and said %s', (phone, link, spoken) => {
  expect([telLink(phone), spokenPhone(phone)]).toEqual([link, spoken]);
});

test('a text carries its words, whatever stands in them', () => {
  expect(smsLink('19900003333', '还有 2 户&#?')).toBe(
    'sms:19900003333?&body=%E8%BF%98%E6%9C%89%202%20%E6%88%B7%26%23%3F',
  );
});
