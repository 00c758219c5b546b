"""What is said of asynchronous hand-overs: tasks, queues, topics, groups."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {
    # What a channel is, in the middle of a sentence.
    "channels.background-task": {"en": "background task", "ko": "백그라운드 작업"},
    "channels.asyncio-task": {"en": "asyncio task", "ko": "asyncio 작업"},
    "channels.celery-task": {"en": "Celery task", "ko": "Celery 작업"},
    "channels.rq-task": {"en": "RQ job", "ko": "RQ 작업"},
    "channels.arq-task": {"en": "arq job", "ko": "arq 작업"},
    "channels.dramatiq-task": {"en": "Dramatiq task", "ko": "Dramatiq 작업"},
    "channels.taskiq-task": {"en": "Taskiq task", "ko": "Taskiq 작업"},
    "channels.redis-list": {"en": "Redis queue", "ko": "Redis 큐"},
    "channels.redis-pubsub": {"en": "Redis channel", "ko": "Redis 채널"},
    "channels.redis-stream": {"en": "Redis stream", "ko": "Redis 스트림"},
    "channels.rabbitmq": {"en": "RabbitMQ queue", "ko": "RabbitMQ 큐"},
    "channels.kafka": {"en": "Kafka topic", "ko": "Kafka 토픽"},
    "channels.channel-layer": {"en": "channel group", "ko": "채널 그룹"},
    # What leads a hover.
    "channels.title.task": {"en": "Task", "ko": "작업"},
    "channels.title.asyncio-task": {"en": "asyncio task", "ko": "asyncio 작업"},
    "channels.title.queue": {"en": "Queue", "ko": "큐"},
    "channels.title.pubsub": {"en": "Pub/Sub", "ko": "Pub/Sub"},
    "channels.title.stream": {"en": "Stream", "ko": "스트림"},
    "channels.title.topic": {"en": "Topic", "ko": "토픽"},
    "channels.title.group": {"en": "Group", "ko": "그룹"},
    # Its two sides.
    "channels.from": {"en": "From {producer}", "ko": "보내는 곳: {producer}"},
    "channels.to": {"en": "To {consumer}", "ko": "받는 곳: {consumer}"},
    "channels.runs": {"en": "Runs {consumer}", "ko": "실행: {consumer}"},
    "channels.started": {"en": "Started at {producer}", "ko": "시작: {producer}"},
    "channels.for": {"en": "{producer}, for {request}", "ko": "{producer}, {request} 처리 중"},
    "channels.scheduled": {"en": "Scheduled at {place}: {when}", "ko": "예약 실행: {place}, {when}"},
    "channels.in-service": {"en": "{end} in {service}", "ko": "{service}의 {end}"},
    "channels.last-first": {
        "en": "Last in, first out: added and taken at the same end",
        "ko": "나중에 들어온 것이 먼저 나감: 같은 쪽 끝에서 넣고 꺼냄",
    },
    "channels.event-loop": {
        "en": "Runs beside its starter on the same event loop, in memory only",
        "ko": "시작한 쪽과 같은 이벤트 루프에서 나란히 실행, 메모리에만 존재",
    },
    "channels.live": {
        "en": "Only those who listen at that moment receive it",
        "ko": "그 순간 듣고 있는 쪽만 받음",
    },
    # What a function does next.
    "channels.then": {"en": "Then {kind} {name}", "ko": "이어서 {kind} {name}"},
    "channels.then-to": {"en": "Then {kind} {name} → {target}", "ko": "이어서 {kind} {name} → {target}"},
    # A report's lines.
    "channels.report.then": {"en": ", then {kind} {name}", "ko": ", 다시 {kind} {name}"},
    "channels.report.then-to": {"en": ", then {kind} {name} → {target}", "ko": ", 다시 {kind} {name} → {target}"},
    "channels.report.sends": {"en": "{kind} {name}", "ko": "{kind} {name}"},
    "channels.report.sends-to": {"en": "{kind} {name} → {target}", "ko": "{kind} {name} → {target}"},
    "channels.several": {"en": "{kind}s", "ko": "{kind}"},
    "channels.more": {"en": "{count} more", "ko": "그 밖의 {count}개"},
    "channels.count.one": {"en": "{count} {kind}", "ko": "{kind} {count}개"},
    "channels.count.many": {"en": "{count} {kind}s", "ko": "{kind} {count}개"},
    # The map.
    "channels.map.task": {"en": "task", "ko": "작업"},
    "channels.map.queue": {"en": "queue", "ko": "큐"},
    "channels.map.pubsub": {"en": "pub/sub", "ko": "pub/sub"},
    "channels.map.stream": {"en": "stream", "ko": "스트림"},
    "channels.map.topic": {"en": "topic", "ko": "토픽"},
    "channels.map.group": {"en": "group", "ko": "그룹"},
    "channels.map.count.one": {"en": "1 channel", "ko": "채널 1개"},
    "channels.map.count.many": {"en": "{count} channels", "ko": "채널 {count}개"},
}
