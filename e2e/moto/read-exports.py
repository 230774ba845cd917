"""Reads what `export --format` wrote with other people's readers, and tells what they found as JSON.

usage: read-exports.py TRACE.otlp.json SPANS.csv EVENTS.csv
"""
import csv
import json
import sys

from google.protobuf import json_format
from opentelemetry.proto.trace.v1.trace_pb2 import TracesData

otlp, *tables = sys.argv[1:]

# The published schema: a member that it does not know, or a value of another type, is an error.
with open(otlp, encoding='utf-8') as file:
    traces = json_format.Parse(file.read(), TracesData())
spans = [span for resource in traces.resource_spans for scope in resource.scope_spans for span in scope.spans]


def lines_of(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file, strict=True))


rows, events = [lines_of(path) for path in tables]
print(json.dumps({
    'otlpSpans': len(spans),
    'otlpEvents': sum(len(span.events) for span in spans),
    'otlpErrors': sum(span.status.code == 2 for span in spans),
    'otlpEndsBeforeStart': sum(span.end_time_unix_nano < span.start_time_unix_nano for span in spans),
    'csvSpans': len(rows),
    'csvEvents': len(events),
    'csvFailed': sum(row['outcome'] in ('failed', 'timedOut') for row in rows),
    'csvOddLines': sum(None in row or None in row.values() for row in rows + events),
}))
