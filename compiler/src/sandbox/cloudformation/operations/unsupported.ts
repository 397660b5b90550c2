import type { DeploymentConfig, RollbackConfiguration } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors.ts';

interface Input {
  readonly RollbackConfiguration?: RollbackConfiguration | undefined;
  readonly DeploymentConfig?: DeploymentConfig | undefined;
}

/**
 * Refuses what would change how a stack is deployed and is not carried out here, rather than to pass over it.
 * @throws ValidationError
 */
export function refuseUnsupported({
  RollbackConfiguration: rollback,
  DeploymentConfig: deployment,
}: Input): void {
  if (rollback?.RollbackTriggers?.length) {
    throw validationError('RollbackConfiguration is not supported by this endpoint.');
  }
  if (deployment?.Mode === 'EXPRESS' || deployment?.DisableRollback !== undefined) {
    throw validationError('DeploymentConfig is not supported by this endpoint.');
  }
}
