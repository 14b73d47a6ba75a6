-- service requests of an area by axis and member: whole months of one period (is_now) and of the one a year before
select axis, member, period_start >= $first as is_now, source_id, quality,
    sum(received_count)::bigint as received_count, sum(judged_count)::bigint as judged_count,
    sum(on_time_count)::bigint as on_time_count, sum(unknown_count)::bigint as unknown_count,
    sum(overdue_open_count)::bigint as overdue_open_count, sum(judged_latest_count)::bigint as judged_latest_count,
    sum(on_time_latest_count)::bigint as on_time_latest_count,
    sum(unknown_latest_count)::bigint as unknown_latest_count, sum(closed_count)::bigint as closed_count,
    sum(closed_by_system_count)::bigint as closed_by_system_count,
    sum(closed_timed_count)::bigint as closed_timed_count, sum(closed_fast_count)::bigint as closed_fast_count,
    sum(reopened_case_count)::bigint as reopened_case_count, sum(rating_sum)::bigint as rating_sum,
    sum(rating_count)::bigint as rating_count
from mart.service_request_breakdown
where area_code = $area
    and (period_start between $first and $last or period_start between $first_before and $last_before)
group by all
order by axis, member, is_now, source_id
