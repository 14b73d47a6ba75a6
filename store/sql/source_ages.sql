-- the newest period with a figure by source, for the line 'umur data'
select source_id, max(period_start) as newest
from mart.kpi_value
where city_code = $city and value is not null
group by source_id
order by newest desc
