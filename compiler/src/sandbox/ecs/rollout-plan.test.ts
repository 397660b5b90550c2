import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedTask, RolloutState } from './rollout-plan.ts';
import { planRollout } from './rollout-plan.ts';

const task = fc.record({
  isCurrent: fc.boolean(),
  isHealthy: fc.boolean(),
  isFailed: fc.boolean(),
  availabilityZone: fc.constantFrom('a', 'b'),
  createdAt: fc.nat(100),
});

const state: fc.Arbitrary<RolloutState> = fc
  .record({
    desiredCount: fc.nat(8),
    minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
    maximumPercent: fc.integer({ min: 100, max: 300 }),
    drafts: fc.array(task, { maxLength: 16 }),
    mayStart: fc.boolean(),
  })
  .map(({ drafts, ...rest }) => ({
    ...rest,
    tasks: drafts.map((draft, index) => ({
      ...draft,
      arn: String(index),
      isHealthy: draft.isHealthy && !draft.isFailed,
    })),
  }));

const least = ({ desiredCount, minimumHealthyPercent }: RolloutState) =>
  Math.ceil((desiredCount * minimumHealthyPercent) / 100);
const most = ({ desiredCount, maximumPercent }: RolloutState) =>
  Math.floor((desiredCount * maximumPercent) / 100);
const healthy = (tasks: readonly PlannedTask[]) => tasks.filter(({ isHealthy }) => isHealthy).length;

describe('a step of a rollout', () => {
  it('never takes the healthy tasks below the minimum, nor starts above the maximum', () => {
    fc.assert(
      fc.property(state, (given) => {
        const { start, stop } = planRollout(given);
        const left = healthy(given.tasks) - healthy(stop);
        expect(left).toBeGreaterThanOrEqual(Math.min(least(given), healthy(given.tasks)));
        expect(start === 0 || given.tasks.length + start <= most(given)).toBe(true);
        expect(start === 0 || given.mayStart).toBe(true);
        expect(new Set(stop).size).toBe(stop.length);
      }),
    );
  });

  it('leads to the wanted tasks and no others, where the percentages leave a way', () => {
    fc.assert(
      fc.property(state, (given) => {
        // Without room above or slack below there is no way; that is what isBlocked reports.
        fc.pre(
          given.desiredCount === 0 || most(given) > given.desiredCount || least(given) < given.desiredCount,
        );
        let { tasks } = given;
        for (let round = 0; round < 200; round += 1) {
          const { start, stop, isBlocked } = planRollout({ ...given, tasks, mayStart: true });
          expect(isBlocked).toBe(false);
          const started = Array.from({ length: start }, (_, index) => ({
            arn: `${round}-${index}`,
            isCurrent: true,
            isHealthy: false,
            isFailed: false,
            availabilityZone: 'a',
            createdAt: round,
          }));
          // What was started before becomes healthy; what was stopped is gone.
          const grown = tasks
            .filter((candidate) => !stop.includes(candidate))
            .map((candidate) => ({
              ...candidate,
              isHealthy: candidate.isHealthy || (candidate.isCurrent && !candidate.isFailed),
            }));
          if (
            start === 0 &&
            stop.length === 0 &&
            grown.every((grownTask, index) => grownTask.isHealthy === tasks[index]?.isHealthy)
          )
            break;
          tasks = [...grown, ...started];
        }
        expect(tasks).toHaveLength(given.desiredCount);
        expect(tasks.every(({ isCurrent, isFailed, isHealthy }) => isCurrent && !isFailed && isHealthy)).toBe(
          true,
        );
      }),
    );
  });
});
