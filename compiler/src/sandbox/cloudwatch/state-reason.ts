import type { ComparisonOperator } from '@aws-sdk/client-cloudwatch';
import type { AlarmRule, Evaluation } from './evaluate.ts';

/** In words, and whether a value lies beyond the threshold. */
export const comparisons: Readonly<
  Partial<Record<ComparisonOperator, readonly [text: string, (value: number, threshold: number) => boolean]>>
> = {
  GreaterThanOrEqualToThreshold: ['greater than or equal to', (value, threshold) => value >= threshold],
  GreaterThanThreshold: ['greater than', (value, threshold) => value > threshold],
  LessThanOrEqualToThreshold: ['less than or equal to', (value, threshold) => value <= threshold],
  LessThanThreshold: ['less than', (value, threshold) => value < threshold],
};

/** Why an alarm has its state, in CloudWatch's words. */
export function stateReason(
  { state, used }: Evaluation,
  { evaluationPeriods, datapointsToAlarm, treatMissingData, breaches }: AlarmRule,
  comparison: string,
  threshold: number,
): string {
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${were(evaluationPeriods)} unknown.`;
  if (used.length === 0) {
    const treated = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
    return `Threshold Crossed: no datapoints were received for ${count(evaluationPeriods, 'period')} and ${count(evaluationPeriods, 'missing datapoint')} ${evaluationPeriods === 1 ? 'was' : 'were'} treated as [${treated}].`;
  }
  const beyond = used.filter(({ value }) => breaches(value));
  const shown = (state === 'ALARM' && beyond.length > 0 ? beyond : used).map(
    ({ at, value }) => `${decimal(value)} (${day(at)})`,
  );
  const list = `[${shown.join(', ')}]`;
  if (state === 'OK')
    return `Threshold Crossed: ${were(used.length, list)} not ${comparison} the threshold (${decimal(threshold)}).`;
  return `Threshold Crossed: ${beyond.length} out of the last ${count(evaluationPeriods, 'datapoint')} ${list} ${beyond.length === 1 ? 'was' : 'were'} ${comparison} the threshold (${decimal(threshold)}) (minimum ${count(datapointsToAlarm, 'datapoint')} for OK -> ALARM transition).`;
}

function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? '' : 's'}`;
}

function were(amount: number, list = ''): string {
  return `${count(amount, 'datapoint')}${list === '' ? '' : ` ${list}`} ${amount === 1 ? 'was' : 'were'}`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `24/12/26 13:59:00`, UTC. */
function day(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month, dayOfMonth] = date.split('-');
  return `${dayOfMonth}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
