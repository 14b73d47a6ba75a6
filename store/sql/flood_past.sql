-- kelurahan of a city that flood reports named, the deepest first: in how many floods, the last, the greatest depth printed, the
-- most people printed for it in one flood; source_id: all of them are of the flood reports
select value.area_code, area.area_name, above.area_name as parent_name,
    count(distinct value.period_start) as flood_count, max(value.period_start) as last_on,
    max(value.value) filter (value.kpi_id = 'flood_depth_max_cm') as depth_cm,
    max(value.value) filter (value.kpi_id = 'flood_affected_persons_count') as person_count, 'flood_reports' as source_id
from mart.kpi_value as value
inner join mart.area as area using (area_code)
left join mart.area as above on above.area_code = area.parent_code
where value.city_code = $city and value.area_level = 'kelurahan' and (value.value is not null or value.n > 0)
    and value.kpi_id in ('flood_depth_max_cm', 'flood_affected_persons_count', 'flood_affected_households_count', 'flooded_houses_count')
group by all
order by depth_cm desc nulls last, person_count desc nulls last, flood_count desc, value.area_code
