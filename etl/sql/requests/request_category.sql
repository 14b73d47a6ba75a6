-- stg.request_category
-- One row per way a category may be written: a topic of SP4N-LAPOR! or one of its sub-topics. A sub-topic that stands under two
-- topics has no topic of its own, and a dimension only where both have the same.
-- Reads stg.request_topics.
create or replace table stg.request_category as
with named as (
    select spelt(coalesce(subtopic, topic)) as word, topic, dimension, subtopic is null as is_topic
    from stg.request_topics
)

select
    word,
    if(count(distinct topic) = 1 or bool_or(is_topic), arg_max(topic, is_topic), null) as topic,
    if(count(distinct coalesce(dimension, '')) = 1 or bool_or(is_topic), arg_max(dimension, is_topic), null) as dimension
from named
group by word
order by word
;
