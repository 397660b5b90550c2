/*
 * Each CloudFormation failure names the line of YAML that it comes from: in the sandbox, the first resource of each stack fails
 * to be created. One of each type: failure-places.deep.test.ts.
 */
import { describeFailures } from '../helpers/failing-stacks.ts';

describeFailures((all) =>
  all.filter(({ stack }, index) => all.findIndex((kind) => kind.stack === stack) === index),
);
