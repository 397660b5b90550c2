"""boto3 against the sandbox. Settings come from the environment, as for any program that uses it; prints one JSON document."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3_rest
import boto3_service
import boto3_stacks
from boto3_check import clients, in_turn, paged, results, waited

with ThreadPoolExecutor() as pool:
    parts = [pool.submit(in_turn, *part.CHECKS) for part in (boto3_stacks, boto3_service, boto3_rest)]
    for part in parts:
        part.result()

every_waiter = {f"{name} {waiter}" for name, client in clients.items() for waiter in client.waiter_names}
document = {"results": results, "notWaited": sorted(every_waiter - waited), "paged": sorted(paged)}
json.dump(document, sys.stdout)
