import { drain, planned, rollout } from '../../../test/support/remedy-plans';
import { isSmall, mendsDrains, plansOfLarge, roundsOfLarge } from './search-budget';

const many = (count: number, hung: number, more: object = {}) => rollout(Array.from({ length: count }, (_, index) =>
  planned(index < hung ? { verdict: 'impossible', ...more } : {})));

test('an input is small with few workloads, or with few judgements: cures by workloads by twelve', () => {
  expect([isSmall(many(8, 8, drain('possible'))), isSmall(many(9, 9, drain('possible')))]).toEqual([true, false]);
  expect([isSmall(many(25, 5)), isSmall(many(25, 6))]).toEqual([true, false]);
  expect([isSmall(many(125, 1)), isSmall(many(126, 1)), isSmall(many(500, 0))]).toEqual([true, false, true]);
});

test('plans of a large one are twelve, fewer where each reads many workloads, and two at least', () => {
  expect([1, 100, 101, 200, 600, 601, 5000].map((count) => plansOfLarge(many(count, 0))))
    .toEqual([12, 12, 11, 6, 2, 2, 2]);
});

test('five rounds are tried, fewer where each reads many workloads, and one at least', () => {
  expect([1, 200, 201, 300, 600, 5000].map((count) => roundsOfLarge(many(count, 0)))).toEqual([5, 5, 4, 3, 1, 1]);
});

test('drains are left where more workloads than that would be read', () =>
  expect([mendsDrains(many(1200, 0)), mendsDrains(many(1201, 0))]).toEqual([true, false]));
