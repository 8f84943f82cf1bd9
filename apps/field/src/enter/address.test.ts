import { expect, test } from 'vitest';
import { deskAddress, isInWeChat, secureAddress, tokenOf } from './address';

test.each([
  ['http://localhost:8080/field#enrol=abcDEF-_123456', 'abcDEF-_123456'],
  ['https://example.test/field/#enrol=abcdefgh', 'abcdefgh'],
  ['https://example.test/field/', undefined],
  ['https://example.test/field/#enrol=', undefined],
  ['https://example.test/field/#enrol=<script>', undefined],
  ['WIFI:S:guest;;', undefined],
])('%s carries %s', (address, token) => expect(tokenOf(address)).toBe(token));

test('the desk takes the same token', () => {
  const address = `https://example.test${deskAddress('abcDEF-_123456')}`;
  expect(tokenOf(address)).toBe('abcDEF-_123456');
  expect(new URL(address).pathname).toBe('/desk/');
});

test('WeChat is known by its name', () => {
  expect(isInWeChat('Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0')).toBe(true);
  expect(isInWeChat('Mozilla/5.0 (Linux; Android 10) Chrome/96')).toBe(false);
});

test('the secure address is the same place', () => {
  expect(secureAddress('http://village.test:8080/field/')).toBe('https://village.test:8080/field/');
});
