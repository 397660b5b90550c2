/** One statement of a policy; resources and the values of conditions are texts for `Fn::Sub`. */
export interface Statement {
  /** Letters and digits, one of its kind in the policy. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

/** Values by condition key, by operator. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A text of an ARN as CloudFormation takes it. */
export function substituted(text: string): string | { readonly 'Fn::Sub': string } {
  return text.includes('${') ? { 'Fn::Sub': text } : text;
}

export function substitutedConditions(conditions: Conditions): object {
  return mapValues(conditions, (keys) =>
    mapValues(keys, (value) => (typeof value === 'string' ? substituted(value) : value.map(substituted))),
  );
}

function mapValues<T, U>(map: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
