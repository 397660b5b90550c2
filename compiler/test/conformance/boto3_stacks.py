"""boto3's waiters and paginators of CloudFormation, on stacks of their own."""

import json

from boto3_check import cloudformation, gives_up, pages, wait

ONE = {"DisplayName": "one"}
BROKEN = {"Colour": "red"}


def template(**topics):
    resources = {name: {"Type": "AWS::SNS::Topic", "Properties": topic} for name, topic in topics.items()}
    outputs = {name: {"Value": {"Ref": name}, "Export": {"Name": f"boto3-{name}"}} for name in topics}
    return json.dumps({"Resources": resources, "Outputs": outputs})


def creation_and_update():
    created = cloudformation.create_change_set(
        StackName="boto3", ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=template(A=ONE, B=ONE)
    )
    wait(cloudformation, "change_set_create_complete", StackName="boto3", ChangeSetName="first")
    cloudformation.execute_change_set(ChangeSetName=created["Id"])
    wait(cloudformation, "stack_exists", StackName="boto3")
    wait(cloudformation, "stack_create_complete", StackName="boto3")
    two = {"DisplayName": "two"}
    cloudformation.update_stack(StackName="boto3", TemplateBody=template(A=two, B=ONE))
    wait(cloudformation, "stack_update_complete", StackName="boto3")


def change_set_without_changes():
    same = {"StackName": "boto3", "ChangeSetName": "same"}
    cloudformation.create_change_set(UsePreviousTemplate=True, ChangeSetType="UPDATE", **same)
    return gives_up("terminal failure state", cloudformation, "change_set_create_complete", **same)


def creation_that_fails():
    cloudformation.create_stack(StackName="boto3-broken", TemplateBody=template(C=BROKEN))
    return gives_up("ROLLBACK", cloudformation, "stack_create_complete", StackName="boto3-broken")


def update_that_fails():
    cloudformation.update_stack(
        StackName="boto3", DisableRollback=True, TemplateBody=template(A=BROKEN, B=ONE)
    )
    return gives_up("UPDATE_FAILED", cloudformation, "stack_update_complete", StackName="boto3")


def rollback():
    cloudformation.rollback_stack(StackName="boto3")
    wait(cloudformation, "stack_rollback_complete", StackName="boto3")


def deletion_while_imported():
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html"""
    topic = {"DisplayName": {"Fn::ImportValue": "boto3-A"}}
    cloudformation.create_stack(StackName="boto3-user", TemplateBody=template(D=topic))
    wait(cloudformation, "stack_create_complete", StackName="boto3-user")
    pages("cloudformation", "list_imports", "Imports", {"ExportName": "boto3-A"})
    cloudformation.delete_stack(StackName="boto3")
    return gives_up("terminal failure state", cloudformation, "stack_delete_complete", StackName="boto3")


def deletion():
    for name in ("boto3-user", "boto3"):
        cloudformation.delete_stack(StackName=name)
        wait(cloudformation, "stack_delete_complete", StackName=name)


MINE = {"StackName": "boto3"}
CHECKS = (
    (creation_and_update,),
    (pages, "cloudformation", "list_stacks", "StackSummaries"),
    (pages, "cloudformation", "describe_stacks", "Stacks"),
    (pages, "cloudformation", "list_exports", "Exports"),
    (pages, "cloudformation", "describe_stack_events", "StackEvents", MINE),
    (pages, "cloudformation", "list_stack_resources", "StackResourceSummaries", MINE),
    (change_set_without_changes,),
    (pages, "cloudformation", "list_change_sets", "Summaries", MINE),
    (creation_that_fails,),
    (update_that_fails,),
    (rollback,),
    (deletion_while_imported,),
    (deletion,),
)
