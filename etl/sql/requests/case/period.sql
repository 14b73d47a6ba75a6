-- work.request_period
-- One row per case with the first day of the day or month in which each of its events counts, in days since 1970: received when it
-- came in, due when it fell due (by the shorter and the longer deadline, and for the first response), closed on the last day on which it
-- can have been closed. Null where an event does not count, or lies after known_until; by day also before day_since.
-- Reads work.request_case.
create or replace macro request_periods(grain) as table (
    with told as (
        select *, if(grain = 'day', day_since, timestamp '0001-01-01') as since
        from work.request_case
    )

    select
        city_code,
        source_id,
        area_code,
        opd,
        category,
        channel,
        place_status,
        state,
        is_apart,
        is_closed,
        is_closing_exact and has_time as is_timed,
        is_closing_exact and has_time and closed_until - opened_at < interval 10 minute as is_fast,
        rating,
        reopened_count,
        punctuality,
        punctuality_latest,
        response_punctuality,
        if(opened_at between since and known_until, epoch_us(date_trunc(grain, opened_at)) // 86400000000, null) as received_on,
        if(not is_apart and due_at between since and known_until, epoch_us(date_trunc(grain, due_at)) // 86400000000, null) as due_on,
        if(not is_apart and due_latest_at between since and known_until, epoch_us(date_trunc(grain, due_latest_at)) // 86400000000, null) as due_latest_on,
        if(
            state not in ('out_of_jurisdiction', 'duplicate') and response_due_at between since and known_until,
            epoch_us(date_trunc(grain, response_due_at)) // 86400000000,
            null
        ) as response_due_on,
        if(is_closed and closed_until between since and known_until, epoch_us(date_trunc(grain, closed_until)) // 86400000000, null) as closed_on
    from told
)
;
