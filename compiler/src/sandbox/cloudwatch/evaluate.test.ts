import { describe, expect, it } from 'vitest';
import { evaluate, evaluationRange, type AlarmRule } from './evaluate.ts';
import { stateReason } from './state-reason.ts';

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** `0 - X`: the newest at the right. */
function points(text: string) {
  return text
    .split(' ')
    .map((mark, index) =>
      mark === '-' ? undefined : { at: Date.UTC(2026, 0, 2, 3, index), value: mark === 'X' ? 1 : 0 },
    );
}

function rule(
  datapointsToAlarm: number,
  treatMissingData: AlarmRule['treatMissingData'],
  evaluationPeriods = 3,
): AlarmRule {
  return { evaluationPeriods, datapointsToAlarm, treatMissingData, breaches: (value) => value >= 1 };
}

/** The state for each way to treat missing data; KEPT where it stays what it was. */
function states(text: string, datapointsToAlarm: number): readonly string[] {
  return treatments.map((treatment) => {
    const all = (['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const).map(
      (current) => evaluate(points(text), rule(datapointsToAlarm, treatment), current).state,
    );
    return new Set(all).size === 3 ? 'KEPT' : [...new Set(all)].join('|');
  });
}

/** The examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
describe("AWS's examples", () => {
  it('has five data points in the range of three', () => {
    expect(evaluationRange(3)).toBe(5);
  });

  it.each([
    ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    ['0 - - - -', ['OK', 'OK', 'OK', 'OK']],
    ['- - - - -', ['INSUFFICIENT_DATA', 'KEPT', 'ALARM', 'OK']],
    ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['- - X - -', ['ALARM', 'KEPT', 'ALARM', 'OK']],
  ])('3 out of 3: %s', (text, expected) => {
    expect(states(text, 3)).toEqual(expected);
  });

  it.each([
    ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - X -', ['ALARM', 'KEPT', 'ALARM', 'OK']],
  ])('2 out of 3: %s', (text, expected) => {
    expect(states(text, 2)).toEqual(expected);
  });

  it.each(['- - - - X', '- - - X -'])('does not ring early: %s', (text) => {
    expect(states(text, 3)[0]).toBe('KEPT');
  });
});

describe('the reason', () => {
  const reason = (text: string, treatment: AlarmRule['treatMissingData'], periods = 3) => {
    const asked = rule(periods, treatment, periods);
    return stateReason(evaluate(points(text), asked, 'OK'), asked, 'greater than or equal to', 1);
  };

  it('names the data points, or that there are none', () => {
    expect(reason('0 0 X X X', 'missing')).toBe(
      'Threshold Crossed: 3 out of the last 3 datapoints [1.0 (02/01/26 03:02:00), 1.0 (02/01/26 03:03:00), 1.0 (02/01/26 03:04:00)] were greater than or equal to the threshold (1.0) (minimum 3 datapoints for OK -> ALARM transition).',
    );
    expect(reason('- - X', 'missing', 1)).toBe(
      'Threshold Crossed: 1 out of the last 1 datapoint [1.0 (02/01/26 03:02:00)] was greater than or equal to the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).',
    );
    expect(reason('- - 0', 'missing', 1)).toBe(
      'Threshold Crossed: 1 datapoint [0.0 (02/01/26 03:02:00)] was not greater than or equal to the threshold (1.0).',
    );
    expect(reason('- - -', 'notBreaching', 1)).toBe(
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    );
    expect(reason('- - - - -', 'breaching')).toMatch(/3 missing datapoints were treated as \[Breaching\]/);
    expect(reason('- - - - -', 'missing')).toBe('Insufficient Data: 3 datapoints were unknown.');
  });
});
