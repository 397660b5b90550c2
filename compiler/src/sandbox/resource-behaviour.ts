/** Properties after intrinsic functions are resolved, as CloudFormation hands them to a resource provider. */
export type Properties = Readonly<Record<string, unknown>>;

export interface ResourceRequest {
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** CloudFormation type, `AWS::ECS::Service`. */
  readonly type: string;
  readonly properties: Properties;
  /** Stack tags and the resource's own, already merged, plus the `aws:cloudformation:*` ones. */
  readonly tags: Readonly<Record<string, string>>;
  /** A name by CloudFormation's rule for resources that the template does not name: `<stack>-<logical id>-<suffix>`. */
  readonly generatedName: string;
}

export interface ExistingResource extends ResourceRequest {
  /** What `Ref` gives. */
  readonly physicalId: string;
}

export interface CreatedResource {
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name (`DNSName`, `DefaultPolicy.Arn`). */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** `pending` is asked again; a failure carries the reason that the stack event shows. */
export type Settling = 'pending' | 'done' | { readonly failed: string };

/**
 * What a resource type does beyond being stored. A type without a behaviour is held by the generic resource store.
 * Throwing `AwsError` fails the resource with its message as the reason.
 *
 * Every method may be called again for the same resource after the sandbox was killed in the middle: `create`
 * with the same `stackId` and `logicalId` and `generatedName` must find what it made before.
 */
export interface ResourceBehaviour {
  readonly type: string;
  create(request: ResourceRequest): CreatedResource;
  /** In place: the engine has ruled out replacement. May change attributes. */
  update(request: ExistingResource, previous: Properties): CreatedResource;
  /** Deleting what is gone already is no error. */
  remove(existing: ExistingResource): void;
  /** Whether the last create, update or remove has taken full effect. Absent: at once. */
  settled?(existing: ExistingResource, operation: 'create' | 'update' | 'delete'): Settling;
  /**
   * What calls to the service itself may have changed, as CloudFormation names it; `undefined` for a property that is set no
   * more. Only of properties that the template sets. Absent: nothing can be changed but by the stack.
   */
  live?(existing: ExistingResource): Properties | 'deleted';
}
