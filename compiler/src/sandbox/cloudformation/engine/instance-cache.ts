import type { SandboxContext } from '../../context.ts';
import type { StackDefinition, StackRecord } from '../records.ts';
import { type ReadSsmParameter, resolveDynamicReferences } from '../template/dynamic-references.ts';
import { type Environment, type TemplateInstance, instantiate } from '../template/instance.ts';
import { parseTemplate } from '../template/template.ts';

type StackIdentity = Pick<StackRecord, 'region' | 'stackId' | 'stackName'>;

/** Templates bound to their parameters. Parsing one anew at every step of a stack would be slow. */
export class InstanceCache {
  readonly #context: SandboxContext;
  readonly #readSsm: ReadSsmParameter;
  readonly #instances = new Map<string, { definition: StackDefinition; instance: TemplateInstance }>();

  constructor(context: SandboxContext, readSsm: ReadSsmParameter) {
    this.#context = context;
    this.#readSsm = readSsm;
  }

  /** @throws ValidationError when the template is wrong */
  get(stack: StackIdentity, definition: StackDefinition): TemplateInstance {
    const known = this.#instances.get(stack.stackId);
    if (known?.definition === definition) return known.instance;
    const instance = this.check(stack, definition);
    this.#instances.set(stack.stackId, { definition, instance });
    return instance;
  }

  /** Binds without keeping. @throws ValidationError when the template is wrong */
  check(stack: StackIdentity, definition: StackDefinition): TemplateInstance {
    return instantiate(
      parseTemplate(definition.templateBody),
      definition.parameters,
      this.#environment(stack, definition),
    );
  }

  forget(stackId: string): void {
    this.#instances.delete(stackId);
  }

  #environment({ region, stackId, stackName }: StackIdentity, definition: StackDefinition): Environment {
    return {
      accountId: this.#context.accountId,
      partition: this.#context.partition,
      region,
      stackId,
      stackName,
      notificationArns: definition.notificationArns,
      dynamicReferences: (text) => resolveDynamicReferences(text, region, this.#readSsm),
    };
  }
}
