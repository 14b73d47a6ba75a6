-- A 311 table of made-up cases `first_no` to `last_no`, one every `step_s` seconds until 29 June 2026; one in twenty is open, unless
-- `is_closed`. Open ones are closed by a later file that names them again.
select
    no as "Unique Key",
    strftime(opened, '%Y-%m-%d %H:%M:%S') as "Created Date",
    if(is_open, '', strftime(least(opened + to_seconds((a % 3000000)::bigint), timestamp '2026-06-29 23:00:00'), '%Y-%m-%d %H:%M:%S')) as "Closed Date",
    strftime(opened + interval 14 day, '%Y-%m-%d %H:%M:%S') as "Due Date",
    if(is_open, 'Open', 'Closed') as "Status",
    'inspected and found in order, number ' || (a % 100000) as "Resolution Description",
    'Category ' || (a % 38) as "Complaint Type",
    'Detail ' || (b % 300) as "Descriptor",
    'Agency ' || (a % 38 % 12) as "Agency Name",
    ['PHONE', 'WEB', 'APP'][(1 + b % 3)::integer] as "Open Data Channel Type",
    '' as "Borough",
    3.31 + (a % 1000) / 25000.0 as "Latitude",
    99.135 + (b % 1000) / 25000.0 as "Longitude",
    'Jalan ' || c as "Incident Address"
from (
    select
        no,
        timestamp '2026-06-29' - to_seconds(((getvariable('total') - no) * getvariable('step_s'))::bigint) as opened,
        hash(no) as a,
        hash(no + 7) as b,
        hash(no + 13) as c,
        hash(no + 13) % 20 = 0 and not getvariable('is_closed') as is_open
    from (select unnest(range(getvariable('first_no'), getvariable('last_no'))) as no)
)
where getvariable('every') = 1 or no % getvariable('every') = 0 or no >= getvariable('total')
