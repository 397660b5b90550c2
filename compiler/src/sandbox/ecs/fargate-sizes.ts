import { AwsError } from '../aws-error.ts';

/** CPU units and the memory that goes with them: smallest, largest and step, in MiB. */
const SIZES: readonly (readonly [cpu: number, from: number, to: number, step: number])[] = [
  [512, 1024, 4096, 1024],
  [1024, 2048, 8192, 1024],
  [2048, 4096, 16_384, 1024],
  [4096, 8192, 30_720, 1024],
  [8192, 16_384, 61_440, 4096],
  [16_384, 32_768, 122_880, 8192],
];

/** Sizes that follow no step. */
const EXACT: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  32_768: [61_440, 122_880, 249_856],
};

/** CPU units of `256` or `.25 vCPU`. */
export function cpuUnits(value: string | undefined): number | undefined {
  return amount(value, /^([\d.]+)\s*vcpu$/i);
}

/** MiB of `512` or `0.5 GB`. */
export function memoryMiB(value: string | undefined): number | undefined {
  return amount(value, /^([\d.]+)\s*gb$/i);
}

/**
 * Checks the size of a Fargate task.
 * @throws AwsError `ClientException` as RegisterTaskDefinition does
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export function checkFargateSize(cpu: number | undefined, memory: number | undefined): void {
  const row = SIZES.find(([units]) => units === cpu);
  const exact = cpu === undefined ? undefined : EXACT[cpu];
  if (!row && !exact) throw new AwsError('ClientException', "Invalid 'cpu' setting for task.");
  const [, from = 0, to = 0, step = 1] = row ?? [];
  const fits =
    memory !== undefined &&
    (exact?.includes(memory) ?? (memory >= from && memory <= to && memory % step === 0));
  if (!fits) throw new AwsError('ClientException', 'No Fargate configuration exists for given values.');
}

function amount(value: string | undefined, withUnit: RegExp): number | undefined {
  if (value === undefined) return undefined;
  const units = withUnit.exec(value.trim())?.[1];
  return units === undefined ? Number(value) : Math.round(Number(units) * 1024);
}
