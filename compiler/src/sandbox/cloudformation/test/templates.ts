/** Templates of resources that are only stored: names can be changed in place, in a way that replaces, or not at all. */

type Attributes = Readonly<Record<string, unknown>>;

/** `DisplayName` changes in place, `FifoTopic` replaces; the service chooses the ARN. */
export function topic(properties: Attributes = {}, attributes: Attributes = {}): Attributes {
  return { Type: 'AWS::SNS::Topic', Properties: properties, ...attributes };
}

export function ref(logicalId: string): Attributes {
  return { Ref: logicalId };
}

/** B uses A, C uses B. */
export function chain(name = 'one', more: Attributes = {}): Attributes {
  return {
    Resources: {
      A: topic({ DisplayName: name }),
      B: topic({ DisplayName: ref('A') }),
      C: topic({ DisplayName: ref('B') }),
    },
    ...more,
  };
}

/** Independent of each other. */
export function pair(one: Attributes, two: Attributes): Attributes {
  return { Resources: { One: topic(one), Two: topic(two) } };
}
