/*
 * Each CloudFormation failure names the line of YAML that it comes from: in the sandbox, one resource of each type of each stack
 * fails to be created, stack after stack.
 */
import { describeFailures } from '../helpers/failing-stacks.ts';

describeFailures((all) => all);
