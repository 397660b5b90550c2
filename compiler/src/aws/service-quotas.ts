import {
  GetServiceQuotaCommand,
  type GetServiceQuotaCommandInput,
  type GetServiceQuotaCommandOutput,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_Operations.html */
export interface ServiceQuotasApi {
  getServiceQuota(input: GetServiceQuotaCommandInput): Promise<GetServiceQuotaCommandOutput>;
}

export function connectServiceQuotas(options: ConnectOptions): ServiceQuotasApi {
  const client = new ServiceQuotasClient(clientSettings(options));
  const call = caller('Service Quotas', options);
  return {
    getServiceQuota: (input) =>
      call('GetServiceQuota', (o) => client.send(new GetServiceQuotaCommand(input), o)),
  };
}
