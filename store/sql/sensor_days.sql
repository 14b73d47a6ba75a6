-- days of one station and parameter, those without readings included, with their quality and the index or level of the day
select day.period_start, day.reading_count, day.present_count, day.expected_count, day.hour_count, day.hour_mean_sum,
    day.value_sum, day.value_max, day.repeat_count, day.corrected_count, day.out_of_range_count, day.failed_count, day.jump_count,
    day.stuck_hour_count, day.longest_gap_minutes, day.is_indicative, noise.whole_dba
from mart.reading_daily as day
left join mart.noise_daily as noise
    on day.parameter = 'noise_dba' and noise.city_code = day.city_code and noise.station_code = day.station_code
    and noise.period_start = day.period_start
where day.city_code = $city and day.station_code = $station and day.parameter = $parameter
order by day.period_start
