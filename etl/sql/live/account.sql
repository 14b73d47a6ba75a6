-- By source and day of arrival: what arrived, was kept, and how many rows are in the store by reason (one row per reason).
select account.city_code, account.source_id, account.day_on, account.arrived_count, account.kept_count, lost.reason_code,
    sum(lost.row_count) as row_count
from reading_account as account
left join reading_set_aside as lost using (city_code, source_id, day_on)
group by account.city_code, account.source_id, account.day_on, account.arrived_count, account.kept_count, lost.reason_code
order by account.city_code, account.source_id, account.day_on, lost.reason_code
