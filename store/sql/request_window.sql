-- service requests of an area by axis and member: the twelve months to the last known day (is_now) and the twelve before
select axis, member, is_now, source_id, quality,
    received_count, judged_count, on_time_count, unknown_count, overdue_open_count, judged_latest_count,
    on_time_latest_count, unknown_latest_count, closed_count, closed_by_system_count, closed_timed_count,
    closed_fast_count, reopened_case_count, rating_sum, rating_count
from mart.service_request_window
where area_code = $area
order by axis, member, is_now, source_id
