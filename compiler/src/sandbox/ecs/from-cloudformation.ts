/** Maps whose keys are the user's own. */
const FREE_MAPS = new Set(['dockerLabels', 'driverOpts', 'labels', 'options', 'hookDetails']);

/** Where CloudFormation and the API spell a member differently, beyond the first letter. */
const RENAMED: Readonly<Record<string, string>> = {
  EFSVolumeConfiguration: 'efsVolumeConfiguration',
  FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
  FilesystemId: 'fileSystemId',
  IAM: 'iam',
};

const RENAMED_BACK: ReadonlyMap<string, string> = new Map(
  Object.entries(RENAMED).map(([ours, theirs]) => [theirs, ours]),
);

/**
 * Properties as CloudFormation writes them, in the shape of the ECS API: `ContainerDefinitions` becomes
 * `containerDefinitions`, at every depth. The engine has checked the properties against the specification.
 */
export function fromCloudFormation<T>(value: unknown): T {
  return convert(value) as T;
}

/** The way back, for what a stack is compared with. */
export function toCloudFormation(
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      RENAMED_BACK.get(key) ?? key.charAt(0).toUpperCase() + key.slice(1),
      FREE_MAPS.has(key) ? item : convertBack(item),
    ]),
  );
}

function convertBack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convertBack);
  return typeof value === 'object' && value !== null ? toCloudFormation({ ...value }) : value;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = RENAMED[key] ?? key.charAt(0).toLowerCase() + key.slice(1);
      return [name, FREE_MAPS.has(name) ? item : convert(item)];
    }),
  );
}
