import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Input {
  readonly required?: boolean;
}

interface Job {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
}

interface Document {
  readonly permissions?: object;
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly on?: { readonly workflow_call?: { readonly inputs?: Readonly<Record<string, Input>> } };
  readonly inputs?: Readonly<Record<string, Input>>;
  readonly runs?: { readonly steps: readonly Step[] };
}

/** A workflow, or a composite action. */
export interface WorkflowFile {
  /** Below the project: `.github/workflows/plan.yml`. */
  readonly path: string;
  readonly text: string;
  readonly document: Document;
}

/** All workflows and actions of a project. */
export function workflowFiles(folder: string): readonly WorkflowFile[] {
  return readdirSync(join(folder, '.github'), { recursive: true, encoding: 'utf8' })
    .map((name) => `.github/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\/workflows\/[^/]+\.yml$|\/action\.yml$/.test(path))
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return { path, text, document: parse(text) as Document };
    });
}

export function stepsOf({ document }: WorkflowFile): readonly Step[] {
  const jobs = Object.values(document.jobs ?? {});
  return [...jobs.flatMap(({ steps }) => steps ?? []), ...(document.runs?.steps ?? [])];
}

/** What uses another workflow or action, and with which inputs. */
export function callsOf(file: WorkflowFile): readonly (Pick<Step, 'with'> & { readonly uses: string })[] {
  const jobs = Object.values(file.document.jobs ?? {});
  return [...jobs, ...stepsOf(file)].flatMap(({ uses, with: given }) =>
    uses === undefined ? [] : [{ uses, ...(given && { with: given }) }],
  );
}

/** The inputs that a workflow or an action takes. */
export function inputsOf({ document }: WorkflowFile): Readonly<Record<string, Input>> {
  return document.on?.workflow_call?.inputs ?? document.inputs ?? {};
}
