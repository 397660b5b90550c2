import type {
  ListExportsInput,
  ListExportsOutput,
  ListImportsInput,
  ListImportsOutput,
} from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { exportsOf, importersOf } from '../engine/exports.ts';
import { validationError } from '../errors.ts';
import { type CloudFormation, openTables } from '../services.ts';
import { page } from './page.ts';

const A_PAGE = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export function listExports(
  cloudFormation: CloudFormation,
  { NextToken: token }: ListExportsInput,
  { region }: RequestContext,
): ListExportsOutput {
  const { items, nextToken } = page(
    exportsOf(openTables(cloudFormation), region),
    ({ name }) => name,
    token,
    A_PAGE,
  );
  return {
    Exports: items.map(({ name, value, stack }) => ({
      ExportingStackId: stack.stackId,
      Name: name,
      Value: value,
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export function listImports(
  cloudFormation: CloudFormation,
  { ExportName: name = '', NextToken: token }: ListImportsInput,
  { region }: RequestContext,
): ListImportsOutput {
  const importers = importersOf(openTables(cloudFormation), region, name);
  if (importers.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
  const { items, nextToken } = page(importers, (stackName) => stackName, token, A_PAGE);
  return { Imports: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
}
