import { AwsError, isRefusal } from '../aws/aws-error.ts';
import { allPages } from '../aws/client.ts';
import { CommandError, exit } from '../commands/command.ts';
import { patiently, type Clock } from './clock.ts';
import { encryptionOf, templateHash, type Artifacts } from './template-source.ts';

/** One release of one service: an object of its own in the artifacts bucket. */
export interface Release {
  readonly release: number;
  readonly environment: string;
  readonly service: string;
  readonly stack: string;
  /** `started` before the change set runs; `interrupted` where nobody saw its end and the stack is on another release. */
  readonly result: 'started' | 'succeeded' | 'failed' | 'interrupted';
  readonly commit?: string;
  /** Whether files differed from that commit. */
  readonly dirty: boolean;
  /** ARN of the caller. */
  readonly who: string;
  /** By digest. */
  readonly image?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** SHA-256 of the template, which lies in the same bucket at `template`. */
  readonly templateHash: string;
  readonly template: string;
  /** Of a rollback: the number of the release whose template and parameters it applies again. */
  readonly restores?: number;
  /** What was allowed by `--allow`. */
  readonly flags: readonly string[];
  /** ISO 8601, as `endedAt`. */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** The stack's status at the end. */
  readonly status?: string;
  readonly reason?: string;
}

/** The releases of one service in one environment. */
export class Releases {
  readonly #artifacts: Artifacts;
  readonly #clock: Clock;
  readonly #prefix: string;

  constructor(artifacts: Artifacts, clock: Clock, environment: string, service: string) {
    this.#artifacts = artifacts;
    this.#clock = clock;
    this.#prefix = `releases/${environment}/${service}/`;
  }

  /** The numbers of all releases, failed ones too, newest first. */
  async numbers(): Promise<readonly number[]> {
    const numbers = (await this.#keys(this.#prefix)).map((key) =>
      Number(/\/(\d+)\.json$/.exec(key)?.[1] ?? 0),
    );
    return numbers.filter((number) => number > 0).toSorted((a, b) => b - a);
  }

  /** The number of the last release; 0 before the first. */
  async last(): Promise<number> {
    return (await this.numbers())[0] ?? 0;
  }

  async read(release: number): Promise<Release | undefined> {
    // Only platc writes below this prefix.
    return JSON.parse((await this.#object(this.#key(release))) ?? 'null') ?? undefined;
  }

  /** The last release, where nobody has written its end. */
  async open(): Promise<Release | undefined> {
    const last = await this.last();
    const record = last === 0 ? undefined : await this.read(last);
    return record?.result === 'started' ? record : undefined;
  }

  /** The template of a release; undefined where it is gone. */
  template(release: Release): Promise<string | undefined> {
    return this.#object(release.template);
  }

  /** Records a release that is about to run, with its template. Refuses a number that somebody else has taken. */
  async start(
    release: Omit<Release, 'result' | 'templateHash' | 'template' | 'startedAt'>,
    body: string,
  ): Promise<Release> {
    const s3 = await this.#artifacts.s3();
    const hash = templateHash(body);
    const record: Release = {
      ...release,
      result: 'started',
      templateHash: hash,
      // Below `templates/` it would expire: the release before a bad one may be an old one.
      template: `${this.#prefix}templates/${hash}.yaml`,
      startedAt: this.#clock.now().toISOString(),
    };
    await patiently(this.#clock, () =>
      s3.putObject({
        Bucket: this.#artifacts.bucket,
        Key: record.template,
        Body: body,
        ContentType: 'application/yaml',
        ...encryptionOf(this.#artifacts),
      }),
    );
    await this.#write(record, true);
    return record;
  }

  async end(
    release: Release,
    result: Exclude<Release['result'], 'started'>,
    status: string,
    reason?: string,
  ): Promise<Release> {
    const record = {
      ...release,
      result,
      endedAt: this.#clock.now().toISOString(),
      status,
      ...(reason !== undefined && { reason }),
    };
    await this.#write(record, false);
    return record;
  }

  /**
   * Writes the end of a release whose deploy was interrupted: it became what is deployed, or it did not.
   * @param reason why it failed, where somebody saw that
   */
  async close(deployed: number, status: string, reason?: string): Promise<Release | undefined> {
    const open = await this.open();
    if (!open) return undefined;
    if (open.release === deployed) return this.end(open, 'succeeded', status);
    return this.end(open, reason === undefined ? 'interrupted' : 'failed', status, reason);
  }

  async #keys(prefix: string): Promise<readonly string[]> {
    const s3 = await this.#artifacts.s3();
    return allPages(
      (token) =>
        patiently(this.#clock, () =>
          s3.listObjectsV2({
            Bucket: this.#artifacts.bucket,
            Prefix: prefix,
            ...(token !== undefined && { ContinuationToken: token }),
          }),
        ),
      ({ Contents }) => Contents?.map(({ Key }) => Key ?? ''),
      ({ NextContinuationToken }) => NextContinuationToken,
    );
  }

  /**
   * Who may not list the whole bucket is denied what is missing, too.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
   */
  async #object(key: string): Promise<string | undefined> {
    const s3 = await this.#artifacts.s3();
    try {
      const { Body } = await patiently(this.#clock, () =>
        s3.getObject({ Bucket: this.#artifacts.bucket, Key: key }),
      );
      return await Body?.transformToString();
    } catch (error) {
      if (isRefusal(error, 'NoSuchKey')) return undefined;
      const isDenied = error instanceof AwsError && error.kind === 'denied';
      if (isDenied && !(await this.#keys(key)).includes(key)) return undefined;
      throw error;
    }
  }

  #key(release: number): string {
    return `${this.#prefix}${String(release).padStart(6, '0')}.json`;
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
  async #write(record: Release, mustBeNew: boolean): Promise<void> {
    const s3 = await this.#artifacts.s3();
    try {
      await s3.putObject({
        Bucket: this.#artifacts.bucket,
        Key: this.#key(record.release),
        Body: `${JSON.stringify(record, undefined, 2)}\n`,
        ContentType: 'application/json',
        ...encryptionOf(this.#artifacts),
        ...(mustBeNew && { IfNoneMatch: '*' }),
      });
    } catch (error) {
      if (!mustBeNew || !isRefusal(error, 'PreconditionFailed')) throw error;
      const there = await this.read(record.release);
      // An answer that was lost: the record that is there is this one.
      if (there?.startedAt === record.startedAt && there.who === record.who) return;
      throw new CommandError(
        exit.refused,
        `release ${record.release} of ${record.service} has just been taken by another deploy`,
        'Nothing of this stack was touched. Run the same command again.',
      );
    }
  }
}
